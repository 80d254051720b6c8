//! What the names of a text are called in the ledger: what is one of them is taken, what may be one is asked.

use std::sync::Arc;

use crate::claim::naming::{self, NameFit, NameForm, NameMention};
use crate::desk::error::Error;
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::store::{self, Store, View};

/// The names that the ledger knows, as far as an article may hold them.
#[derive(Clone, Debug, Default)]
pub struct KnownNames {
    said: Arc<Names>,
    events: Vec<Name>,
    places: Vec<Name>,
    authorities: Vec<Name>,
    /// What the events may be called in a sentence.
    event_forms: Vec<NameForm>,
}

/// What words of a text are in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameMatch {
    /// No name of it.
    Unknown,
    /// This one: spelled so, called so in copy, or the last step of its path.
    One(Name),
    /// One of these, or none: a person has to say.
    Several(Vec<Name>),
}

/// The most names that are offered.
const OFFERED: usize = 6;

impl KnownNames {
    /// Those of a store.
    ///
    /// # Errors
    /// What the store says.
    pub fn of(store: &Store) -> Result<KnownNames, Error> {
        let view = View::of(store, None)?;
        let events = store::names::known(&view, NameKind::Event)?;
        let named: Vec<_> = events.iter().map(|name| (NameKind::Event, name.clone())).collect();
        Ok(KnownNames {
            event_forms: naming::candidates(&named, view.names()),
            said: view.names().clone(),
            events,
            places: store::names::known(&view, NameKind::Place)?,
            authorities: store::names::known(&view, NameKind::Authority)?,
        })
    }

    /// What the words of a text are in the ledger.
    pub fn find(&self, kind: NameKind, words: &str) -> NameMatch {
        let sought = plain(words);
        let known = self.known(kind);
        let is_called = |name: &&Name| {
            plain(name.as_str()) == sought || self.said_as(kind, name).is_some_and(|said| said == sought)
        };
        if let Some(name) = known.iter().find(is_called) {
            return NameMatch::One(name.clone());
        }
        let of_leaf = self.distinct(kind, known.iter().filter(|name| plain(name.leaf()) == sought));
        match of_leaf.as_slice() {
            [] => {}
            [one] => return NameMatch::One(one.clone()),
            _ => return NameMatch::Several(of_leaf),
        }
        let words: Vec<&str> = sought.split(' ').collect();
        let holds_all = |name: &&Name| {
            let own = plain(name.as_str());
            let own: Vec<&str> = own.split(' ').collect();
            words.iter().all(|word| own.contains(word))
                || (own.len() > 1 && own.iter().all(|word| words.contains(word)))
        };
        match kind {
            NameKind::Place => NameMatch::Unknown,
            _ => match self.distinct(kind, known.iter().filter(holds_all)) {
                alike if alike.is_empty() => NameMatch::Unknown,
                alike => NameMatch::Several(alike),
            },
        }
    }

    /// The events that a text names whole.
    pub fn events_in(&self, text: &str) -> Vec<Name> {
        match self.event_forms.is_empty() {
            true => Vec::new(),
            false => self.mentioned(&naming::named(text, &self.event_forms).mentions, NameFit::Whole),
        }
    }

    /// The event that a sentence names. One that it names in part, or that the text names `elsewhere`, is asked.
    pub fn event_named_in(&self, sentence: &str, elsewhere: &[Name]) -> NameMatch {
        let here = naming::named(sentence, &self.event_forms).mentions;
        let surely = self.mentioned(&here, NameFit::Whole);
        if let [one] = surely.as_slice() {
            return NameMatch::One(one.clone());
        }
        let perhaps = if surely.is_empty() { self.mentioned(&here, NameFit::Partly) } else { surely };
        match if perhaps.is_empty() { elsewhere.to_vec() } else { perhaps } {
            none if none.is_empty() => NameMatch::Unknown,
            several => NameMatch::Several(several),
        }
    }

    /// The events that are mentioned at least as surely as that.
    fn mentioned(&self, mentions: &[NameMention], least: NameFit) -> Vec<Name> {
        let names = mentions.iter().filter(|mention| mention.fit >= least).map(|mention| &mention.name);
        self.distinct(NameKind::Event, names)
    }

    fn known(&self, kind: NameKind) -> &[Name] {
        match kind {
            NameKind::Event => &self.events,
            NameKind::Place => &self.places,
            NameKind::Authority => &self.authorities,
            _ => &[],
        }
    }

    fn said_as(&self, kind: NameKind, name: &Name) -> Option<String> {
        self.said.say_as(kind, name).map(plain)
    }

    /// The names that are not one by what the desk says, each as it is spelled first; the first of many.
    fn distinct<'n>(&self, kind: NameKind, names: impl Iterator<Item = &'n Name>) -> Vec<Name> {
        let mut distinct: Vec<(Name, Name)> = Vec::new();
        for name in names {
            let canonical = self.said.canonical(kind, name);
            if distinct.len() < OFFERED && !distinct.iter().any(|(known, _)| *known == canonical) {
                distinct.push((canonical, name.clone()));
            }
        }
        distinct.into_iter().map(|(_, name)| name).collect()
    }
}

/// Words as they are compared: small letters and digits with single blanks, without an article at the beginning.
fn plain(words: &str) -> String {
    let letters = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' });
    let small = letters.collect::<String>().to_lowercase();
    let words: Vec<&str> = small.split_whitespace().collect();
    let from = usize::from(words.len() > 1 && words[0] == "the");
    words[from..].join(" ")
}
