-- What export reads, as one join for the sqlite3 shell: the same rows in the same order, and as many columns. Dates stay
-- packed, words that are not kept are not spelled out, links are left blank: less work than an export does.
SELECT ref.ref, event.text AS event, place.text AS place, series.measure, series.unit, grp.text AS "group",
       series.count_type, series.definition, attribution.method, coalesce(figure.wording, figure.value) AS figure,
       figure.window AS period_start, NULL AS period_length, figure.as_of, detail.stated_on,
       figure.known_at AS published_on, detail.retrieved_at, authority.text AS authority,
       detail.basis AS authority_basis, attribution.speaker, attribution.via, publisher.text AS publisher,
       source.title, source.url, source.archive_url, source.language, detail.quote, detail.caveat, detail.verification,
       detail.grade, detail.standpoint, detail.circumstances, detail.superlative, NULL AS part_of, NULL AS relation,
       NULL AS target, NULL AS reason, NULL AS reason_by, detail.note, figure.id AS uid
FROM figure
JOIN series ON series.id = figure.series
JOIN name AS event ON event.id = series.event
JOIN name AS place ON place.id = series.place
JOIN name AS grp ON grp.id = series.grp
JOIN attribution ON attribution.id = figure.attribution
LEFT JOIN name AS authority ON authority.id = attribution.authority
JOIN source ON source.id = figure.source
JOIN name AS publisher ON publisher.id = source.publisher
LEFT JOIN detail ON detail.series = figure.series AND detail.figure = figure.id
LEFT JOIN ref ON ref.figure = figure.id
ORDER BY figure.id;
