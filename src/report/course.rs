//! What is told of the event of a total: whether its toll can grow, and how long it settles where a desk decides that.

use crate::model::words::CountType;
use crate::series::Series;

/// `incident, by "airstrike"`: what is taken of a total's event, and from which word. A default of this desk is named.
pub fn of(series: &Series) -> String {
    if series.scope.count_type != CountType::Total {
        return String::new();
    }
    let kind = series.names().event_kind(&series.scope.event);
    match settling_by_default(series) {
        Some(days) => format!("{kind}; settling {}", by_desk(days)),
        None => kind.to_string(),
    }
}

/// How many days the first counts of a total's event last, where a default of the desk that asks decides.
pub fn settling_by_default(series: &Series) -> Option<u32> {
    let is_total = series.scope.count_type == CountType::Total;
    series.names().settling_by_default(&series.scope.event).filter(|_| is_total)
}

/// `3d, by this desk's tollbook.toml`.
pub fn by_desk(days: u32) -> String {
    format!("{days}d, by this desk's tollbook.toml")
}
