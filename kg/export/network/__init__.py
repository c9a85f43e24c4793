"""Networks drawn, and written in the forms of network tools."""
