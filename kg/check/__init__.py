"""What was asserted is checked: shapes one thing at a time, queries across things."""
