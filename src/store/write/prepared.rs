//! A figure as it travels to the store: everything that can be worked out without the store is worked out, by whichever
//! thread reads the file.

use std::sync::Arc;

use crate::model::attribution::{Attribution, Source};
use crate::model::figure::{Details, Figure};
use crate::model::scope::Scope;
use crate::model::wording::Kind;
use crate::store::pack;

/// A figure with its numbers packed, and without the numbers of its dictionaries.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(super) scope: Arc<Scope>,
    pub(super) attribution: Arc<Attribution>,
    pub(super) source: Arc<Source>,
    pub(super) as_of: i64,
    pub(super) window: i64,
    pub(super) known_at: i64,
    pub(super) kind: u8,
    pub(super) value: i64,
    pub(super) low: i64,
    pub(super) high: i64,
    pub(super) wording: Option<Box<str>>,
    /// What is rarely given; `None` where nothing was.
    pub(super) details: Option<Box<Details>>,
}

impl Prepared {
    /// Prepares a figure.
    pub fn new(figure: Figure) -> Prepared {
        let count = figure.count.as_ref();
        let bounds = count.map(|wording| wording.count());
        let number = |number: Option<u64>| number.map_or(-1, |number| number as i64);
        Prepared {
            as_of: pack::as_of(figure.as_of),
            window: pack::window(figure.window),
            known_at: figure.published_on.to_packed(),
            kind: count.map_or(0, |wording| kind_number(wording.kind())),
            value: number(count.and_then(|wording| wording.value())),
            low: number(bounds.map(|bounds| bounds.low())),
            high: number(bounds.and_then(|bounds| bounds.high())),
            wording: count.and_then(|wording| wording.own_text()).map(Box::from),
            details: (figure.details != Details::default()).then(|| Box::new(figure.details)),
            scope: figure.scope,
            attribution: figure.attribution,
            source: figure.source,
        }
    }
}

/// The number by which the store knows a kind of count; 0 is a statement without one.
fn kind_number(kind: Kind) -> u8 {
    Kind::ALL.iter().position(|one| *one == kind).map_or(0, |at| at as u8 + 1)
}
