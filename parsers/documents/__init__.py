"""The tables of documents, however they are drawn: Markdown, HTML, borders, aligned columns."""
