//! A text that was erased here because the law demands it does not come in again: its mark is recorded in its place.

use rustc_hash::FxHashMap;

use crate::model::attribution::{Attribution, Source};
use crate::model::draft::Field;
use crate::model::figure::Texts;
use crate::model::recorded::EntryId;
use crate::model::redacted::{TextHash, hash_of, mark, marked};

use super::{Batch, EntryTransaction};

/// How many are told one by one.
const TOLD: usize = 100;

/// Where a text was met that had been erased here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// The physical line; 0 where there is no file.
    pub line: u64,
    /// The column that held it.
    pub field: Field,
    /// The entry that erased it.
    pub entry: EntryId,
}

impl EntryTransaction<'_> {
    /// Where texts were met that had been erased here; the first hundred.
    pub fn met_again(&self) -> &[Met] {
        &self.met
    }

    /// Whether any text was ever erased here.
    pub fn has_erased(&self) -> bool {
        !self.erased.is_empty()
    }

    /// Puts marks in the place of texts of a batch that were erased here.
    pub(super) fn shield(&mut self, batch: &mut Batch) {
        let erased = &self.erased;
        let marks = |texts: &mut [(Field, &mut Option<String>)]| erase(erased, texts);
        let mut of_attributions = Vec::new();
        for (place, who) in batch.attributions.values().to_vec().iter().enumerate() {
            let mut who = Attribution::clone(who);
            let met = marks(&mut [(Field::Speaker, &mut who.speaker)]);
            if !met.is_empty() {
                batch.attributions.replace(place, who);
            }
            of_attributions.push(met);
        }
        let mut of_sources = Vec::new();
        for (place, source) in batch.sources.values().to_vec().iter().enumerate() {
            let mut source = Source::clone(source);
            let (mut url, mut title) = (Some(source.url), Some(source.title));
            let met = marks(&mut [
                (Field::Url, &mut url),
                (Field::Title, &mut title),
                (Field::ArchiveUrl, &mut source.archive_url),
            ]);
            (source.url, source.title) = (url.unwrap_or_default(), title.unwrap_or_default());
            if !met.is_empty() {
                batch.sources.replace(place, source);
            }
            of_sources.push(met);
        }
        for row in batch.rows.iter_mut().filter(|row| !row.dropped) {
            let mut met = of_attributions[row.key.attribution as usize].clone();
            met.extend(&of_sources[row.key.source as usize]);
            if let Some(texts) = row.extra.as_mut().and_then(|extra| extra.details.texts.as_deref_mut()) {
                met.extend(marks(&mut texts_of(texts)));
            }
            let room = TOLD.saturating_sub(self.met.len());
            let line = row.line;
            self.met.extend(met.into_iter().take(room).map(|(field, entry)| Met { line, field, entry }));
        }
    }
}

/// Puts marks in the place of texts that were erased; which, and by which entries.
fn erase(
    erased: &FxHashMap<TextHash, EntryId>,
    texts: &mut [(Field, &mut Option<String>)],
) -> Vec<(Field, EntryId)> {
    let mut met = Vec::new();
    for (field, text) in texts {
        let Some(plain) = text.as_deref().filter(|text| marked(text).is_none()) else { continue };
        let hash = hash_of(plain);
        if let Some(entry) = erased.get(&hash) {
            met.push((*field, *entry));
            **text = Some(mark(&hash));
        }
    }
    met
}

fn texts_of(texts: &mut Texts) -> [(Field, &mut Option<String>); 6] {
    [
        (Field::Quote, &mut texts.quote),
        (Field::Caveat, &mut texts.caveat),
        (Field::Grade, &mut texts.grade),
        (Field::Circumstances, &mut texts.circumstances),
        (Field::Superlative, &mut texts.superlative),
        (Field::Note, &mut texts.note),
    ]
}
