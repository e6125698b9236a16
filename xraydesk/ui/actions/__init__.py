"""Everything that can be done: one table, its binding to Qt, and one handler class per menu."""
