"""The words of amounts, a table for each language; the grammar is one for all."""
