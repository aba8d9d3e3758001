"""Laying out words and ruled tables of pages as paragraphs and tables, whoever read the words."""
