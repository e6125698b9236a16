"""A support file: what somebody who helps must know of this copy and this computer, and nothing of a patient."""
