"""A run of the worklist as files: out of the store, through the registry of formats, into the audit trail."""
