-- What is noted while a redaction is not at its end: the file has to be rewritten.
CREATE TABLE unswept (
  id INTEGER PRIMARY KEY CHECK (id = 1)
) STRICT;
