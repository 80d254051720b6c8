//! Dates as the integers that the store holds; the layout is described in `schema.sql`.

use crate::model::date::{Moment, PartialDate};
use crate::model::figure::{AsOf, Window};

use super::{Result, StoreFault};

/// `as_of`: a date times two, plus one when assumed.
pub fn as_of(as_of: AsOf) -> i64 {
    i64::from(as_of.date().to_packed()) * 2 + i64::from(as_of.is_assumed())
}

/// The reverse of [`as_of`].
pub fn read_as_of(packed: i64) -> Result<AsOf> {
    let date = date(packed >> 1)?;
    Ok(if packed & 1 == 1 { AsOf::Assumed(date) } else { AsOf::Stated(date) })
}

/// `window`: 0 none, a date times four plus one, or hours times four plus two.
pub fn window(window: Option<Window>) -> i64 {
    match window {
        None => 0,
        Some(Window::From(date)) => i64::from(date.to_packed()) * 4 + 1,
        Some(Window::Hours(hours)) => i64::from(hours) * 4 + 2,
    }
}

/// The reverse of [`window`].
pub fn read_window(packed: i64) -> Result<Option<Window>> {
    match packed & 3 {
        0 => Ok(None),
        1 => Ok(Some(Window::From(date(packed >> 2)?))),
        2 => {
            u32::try_from(packed >> 2).map(|hours| Some(Window::Hours(hours))).map_err(|_| unreadable(packed))
        }
        _ => Err(unreadable(packed)),
    }
}

/// A moment from its packed form.
pub fn read_moment(packed: i64) -> Result<Moment> {
    Moment::from_packed(packed).ok_or_else(|| unreadable(packed))
}

fn date(packed: i64) -> Result<PartialDate> {
    i32::try_from(packed).ok().and_then(PartialDate::from_packed).ok_or_else(|| unreadable(packed))
}

fn unreadable(packed: i64) -> StoreFault {
    StoreFault::Unreadable { table: "figure", what: format!("{packed} is not a date") }
}
