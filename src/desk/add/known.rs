//! What to look at before a figure is added: refs that are taken, names that look like known ones.

use crate::audit::are_alike;
use crate::desk::error::Error;
use crate::model::figure::{Declares, Figure};
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind, Names};
use crate::model::recorded::Recorded;
use crate::model::shell::word;
use crate::model::uid::Uid;
use crate::model::validate::Drafted;
use crate::model::words::LinkKind;
use crate::report::added::Notice;
use crate::store::Result as StoreResult;
use crate::store::lookup::FigureMatch;
use crate::store::{self, View};

/// A ref leads to one figure: one that another figure has is refused.
pub fn refuse_taken_ref(view: &View<'_>, drafted: &Drafted) -> Result<(), Error> {
    let Some(reference) = &drafted.reference else { return Ok(()) };
    let others = match store::lookup::figure(view, &format!("ref:{reference}"))? {
        FigureMatch::Nothing => return Ok(()),
        FigureMatch::One(id) => vec![id],
        FigureMatch::Many(ids) => ids,
    };
    for id in others {
        let other = store::figures::one(view, id)?.map(|recorded| Uid::of(&recorded.figure));
        if other != Some(Uid::of(&drafted.figure)) {
            return Err(Error::usage(
                format!("the ref `{reference}` is that of figure {id}"),
                format!("leave --ref out, or give another; see the other with tollbook show {id}"),
            ));
        }
    }
    Ok(())
}

/// New names that look like known ones, each with the commands that settle it.
pub fn similar_names(view: &View<'_>, figure: &Figure) -> StoreResult<Vec<Notice>> {
    let scope = &figure.scope;
    let named = [
        (NameKind::Event, Some(&scope.event)),
        (NameKind::Place, scope.place.as_ref()),
        (NameKind::Group, Some(&scope.group)),
        (NameKind::Authority, figure.authority()),
        (NameKind::Publisher, Some(&figure.source.publisher)),
    ];
    let mut notices = Vec::new();
    for (kind, name) in named {
        let Some(name) = name else { continue };
        let known = store::names::known(view, kind)?;
        if known.contains(name) {
            continue;
        }
        let alike = known.iter().filter(|known| are_alike(name, known));
        notices.extend(alike.filter(|known| !is_settled(view.names(), kind, name, known)).map(|known| {
            Notice {
                what: format!("the {kind} `{name}` is new here and looks like `{known}`"),
                hint: format!(
                    "if they are one, tollbook amend {kind} {} --same-as {}; if not, --not-same-as",
                    word(name.as_str()),
                    word(known.as_str())
                ),
            }
        }));
    }
    Ok(notices)
}

/// Figures of other authorities that it is declared to revise: their counts stay as they are.
pub fn revised_of_others<'t>(
    names: &Names,
    drafted: &Drafted,
    target: impl Fn(&str) -> Option<&'t Recorded>,
) -> Vec<Notice> {
    let Some(own) = drafted.figure.authority() else { return Vec::new() };
    let one = |name: &Name| names.canonical(NameKind::Authority, name).as_str().to_lowercase();
    let revised = drafted.declared.iter().filter(|one| one.what == Declares::Relation(LinkKind::Revises));
    let foreign = revised.filter_map(|declared| {
        let target = target(&declared.target)?;
        let other = target.figure.authority().filter(|other| one(other) != one(own))?;
        Some(Notice {
            what: format!("#{} is of {other}: a figure of {own} revises nothing of theirs", target.id),
            hint: format!("where {own} rejects it, --disputes {0} in the place of --revises {0}", target.id),
        })
    });
    foreign.collect()
}

/// Whether the desk has said that two names are one, or are not.
fn is_settled(names: &Names, kind: NameKind, a: &Name, b: &Name) -> bool {
    let says = |of: &Name, other: &Name| names.get(kind, of, NameField::NotSameAs) == Some(other.as_str());
    says(a, b) || says(b, a) || names.canonical(kind, a) == names.canonical(kind, b)
}
