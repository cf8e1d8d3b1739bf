"""What formats have in common: packed files, tables, XML, JSON, values, addresses."""
