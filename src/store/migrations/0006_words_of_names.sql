-- Words of names, so that the names which stand in a sentence are found without reading all of them.
CREATE VIRTUAL TABLE name_words USING fts5(
  leaf, above, content='', detail='column', columnsize=0, tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER name_has_words AFTER INSERT ON name
WHEN NEW.kind IN ('event', 'place', 'authority', 'publisher', 'group')
BEGIN
  INSERT INTO name_words (rowid, leaf, above) VALUES (
    NEW.id,
    substr(NEW.text, length(rtrim(NEW.text, replace(NEW.text, '>', ''))) + 1),
    rtrim(NEW.text, replace(NEW.text, '>', '')));
END;
INSERT INTO name_words (rowid, leaf, above)
SELECT id,
       substr(text, length(rtrim(text, replace(text, '>', ''))) + 1),
       rtrim(text, replace(text, '>', ''))
FROM name WHERE kind IN ('event', 'place', 'authority', 'publisher', 'group');
