"""The trainer's commands, one module for each group; what is heavy is imported inside the command that needs it."""
