//! Columns that several tables share.

use super::answer::ScopeReport;
use super::lists::Cell;

/// What is counted, as the cells of event, place, measure, unit, group, count type and definition.
pub fn of_scope(scope: &ScopeReport) -> [Cell; 7] {
    [
        scope.event.clone().into(),
        scope.place.clone().into(),
        scope.measure.into(),
        scope.unit.into(),
        scope.group.clone().into(),
        scope.count_type.into(),
        scope.definition.clone().into(),
    ]
}
