//! The dead have the verb of their sources, and never a stronger one.

use crate::model::question::Question;
use crate::prose::testing::Ledger;

use super::tests::in_words;

const ROWS: &str = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,quote,period_length\n\
    died,Osk heatwave,Osk,killed,total,three,2031-07-01,2031-07-01,Osk mayor,Wire,three people had died,\n\
    drowned,Lenna sinking,Osk,killed,total,at least 12,,2031-07-02,Osk Coast Guard,Wire,\"At least 12 drowned, it said\",\n\
    killed,Osk blast,Osk,killed,total,31,2031-07-01,2031-07-01,Osk mayor,Wire,31 people were killed,\n\
    relay,Osk blast,Osk,killed,total,31,2031-07-01,2031-07-01,Osk mayor,Herald,31 people died,\n\
    first,Osk fire,Osk,killed,total,31 killed,2031-07-01,2031-07-01,Osk mayor,Wire,,\n\
    second,Osk fire,Osk,killed,total,34 dead,2031-07-01,2031-07-01,Osk Fire Service,Wire,,\n\
    cold,Osk cold,Osk,died,total,5,2031-07-01,2031-07-01,Osk mayor,Wire,5 were killed by the cold,\n\
    day,Osk war,Osk,killed,period,5 dead,2031-07-01,2031-07-01,Osk mayor,Osk mayor,,24h\n\
    none,Osk raid,Osk,killed,total,5,2031-07-01,2031-07-01,Osk mayor,Wire,,\n";

#[test]
fn the_dead_have_the_verb_of_their_sources_and_never_a_stronger_one() {
    let ledger = Ledger::read(&[ROWS]);
    for (name, said) in [
        ("died", "said on 1 July 2031 that three people had died in the Osk heatwave"),
        ("drowned", "12 people drowned in the Lenna sinking in Osk, the Osk Coast Guard said"),
        ("killed", "that 31 people had died in the Osk blast"),
        ("first", "31 people died, the Osk mayor said; 34, according to"),
        ("cold", "that 5 people had died in the Osk cold"),
        ("day", "that 5 people died in Osk"),
        ("none", "that 5 people had been killed in the Osk raid"),
    ] {
        let sentence = in_words(&ledger, name, "range", Question::default());
        assert!(sentence.contains(said), "{sentence}");
    }
}
