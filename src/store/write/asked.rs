//! Whom the desk asked about a figure.

use crate::model::asked::AskedBody;
use crate::model::recorded::FigureId;
use crate::store::chain::Cell;
use crate::store::ledgers::Ledger;
use crate::store::{Result, asked};

use super::entry::EntryTransaction;
use super::keep_out::keep_out_text;

/// Records what was asked about a figure, and what came back; `false` where that is what was told last. A text that was
/// erased here stays out.
///
/// # Errors
/// What SQLite says.
pub fn put(entry: &mut EntryTransaction<'_>, figure: FigureId, asking: &AskedBody) -> Result<bool> {
    let told = asked::told_of(entry.transaction.conn(), &entry.visibility, figure)?;
    if told.iter().any(|(_, known)| known == asking) {
        return Ok(false);
    }
    let (mut body, mut reply, mut why) =
        (asking.body.clone(), asking.reply.cell().map(str::to_owned), asking.why.clone());
    keep_out_text(entry, 0, "body", Some(&mut body));
    keep_out_text(entry, 0, "answer", reply.as_mut());
    keep_out_text(entry, 0, "why", why.as_mut());
    let cells = [
        Cell::Int(figure.0),
        Cell::Text(&body),
        Cell::Int(asking.on.to_packed()),
        Cell::text(reply.as_deref()),
        Cell::text(why.as_deref()),
    ];
    entry.transaction.insert(Ledger::Asked, &cells)?;
    Ok(true)
}
