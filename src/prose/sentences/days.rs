//! A toll that begins and ends on one day is one of that day.

use crate::model::question::Question;
use crate::prose::testing::Ledger;

use super::tests::in_words;

const ROWS: &str = "ref,event,place,measure,count_type,figure,period_start,as_of,published_on,publisher,authority\n\
    one,Border clashes > Raid 9,Westland,killed,total,45,2014-05-02,2014-05-02,2019,Conflict Register,Conflict Register\n\
    more,Border fighting,Westland,killed,total,4,2014-05-02,2014-05-04,2019,Conflict Register,Conflict Register\n\
    year,Long drought,Westland,died,total,11000,1900,1900,2019,Conflict Register,Conflict Register\n";

#[test]
fn a_toll_of_one_day_is_of_that_day() {
    let ledger = Ledger::read(&[ROWS]);
    for (name, expected) in [
        (
            "one",
            "The Conflict Register said in 2019 that 45 people had been killed in Raid 9 in Westland on 2 May 2014.",
        ),
        (
            "more",
            "The Conflict Register said in 2019 that 4 people had been killed in the Border fighting in Westland since 2 May 2014, as of 4 May 2014.",
        ),
        (
            "year",
            "The Conflict Register said in 2019 that 11,000 people had died in the Long drought in Westland in 1900.",
        ),
    ] {
        assert_eq!(in_words(&ledger, name, "range", Question::default()), expected, "{name}");
    }
}
