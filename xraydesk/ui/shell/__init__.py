"""What stands round the films: theme, icons, notices, dialogs, start page, language."""
