"""What a run can claim: metrics, the inside-source panel, figures."""
