//! The relations that two figures can have, by their words (`docs/rules.md`, "Relations").

use crate::model::recorded::FigureId;
use crate::model::scope::Dimension;
use crate::model::words::Reason;

use super::fit::Fit;

crate::model::words::words! {
    /// How two figures relate, in one word: what the later does to the earlier.
    RelationKind {
        /// It says the same again.
        Repeats = "repeats",
        /// The count went on.
        Updates = "updates",
        /// The authority changed its count.
        Revises = "revises",
        /// The authority counts by another definition or method.
        Redefines = "redefines",
        /// The authority restarted its count from another origin.
        Rebases = "rebases",
        /// A publisher mends its report of a count: that relay ends, not the track.
        Corrects = "corrects",
        /// Its author withdraws it without replacement.
        Retracts = "retracts",
        /// The authority denies saying it.
        Disowns = "disowns",
        /// Undoes a retraction or a disowning.
        Reinstates = "reinstates",
        /// Both cannot be right.
        Conflicts = "conflicts",
        /// Both can be right.
        Compatible = "compatible",
        /// The earlier includes the later.
        PartOf = "part_of",
        /// The later was made from the earlier.
        DerivedFrom = "derived_from",
        /// Another body rejects the earlier.
        Disputes = "disputes",
        /// They are about different things.
        NotComparable = "not_comparable",
    }
}

crate::model::words::words! {
    /// What a relation's word leaves open.
    Detail {
        /// Upwards.
        Up = "up",
        /// Downwards.
        Down = "down",
        /// Back to a value that stood before.
        Reverts = "reverts",
        /// By another definition.
        Definition = "definition",
        /// By another method of counting.
        Method = "method",
        /// Nothing but the row order says which is the newer.
        OrderUnknown = "order_unknown",
    }
}

/// How two figures relate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The figure to which something is done: the one known earlier, the target, the whole, the origin.
    pub earlier: FigureId,
    /// The figure that does it.
    pub later: FigureId,
    /// In one word.
    pub kind: RelationKind,
    /// What the word leaves open.
    pub detail: Option<Detail>,
    /// What they differ in, where they are not comparable.
    pub dimensions: Vec<Dimension>,
    /// How many people lie between them, where they conflict.
    pub gap: Option<u64>,
    /// How two figures of different bodies fit together; `None` where something else decides.
    pub fit: Option<Fit>,
    /// Why, as somebody gave it with a declared link.
    pub reason: Option<Reason>,
    /// Who gave the reason.
    pub reason_by: Option<String>,
}

impl Relation {
    /// A relation by its word alone.
    pub(super) fn new(earlier: FigureId, later: FigureId, kind: RelationKind) -> Relation {
        let (detail, dimensions) = (None, Vec::new());
        Relation {
            earlier,
            later,
            kind,
            detail,
            dimensions,
            gap: None,
            fit: None,
            reason: None,
            reason_by: None,
        }
    }

    pub(super) fn with(self, detail: impl Into<Option<Detail>>) -> Relation {
        Relation { detail: detail.into(), ..self }
    }
}
