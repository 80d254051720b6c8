//! Who said a figure, who withdrew it, who rejects it: the sentences of situations that are easily laid at the wrong door.

use crate::model::question::Question;
use crate::prose::testing::Ledger;

use super::tests::{in_words, rows};

#[test]
fn who_rejects_a_figure_stands_in_its_sentence() {
    let cases = rows(
        "a,Snake Island,Ukraine,killed,,border guards,total,13,,,2022-02-24,,2022-02-24,Ukraine government,,,Reuters,,,,,,,\n\
         b,Snake Island,Ukraine,killed,,border guards,total,,,,,,2022-02-25,Russian Defence Ministry,,,TASS,,,disputes,a,,,\n\
         c,Storm Daniel,Libya,killed,,,total,300,,,2023-09-12,,2023-09-12,Derna mayor,,,AP,,,,,,,\n\
         d,Storm Daniel,Libya,killed,,,total,\"5,100\",,,2023-09-12,,2023-09-12,Red Crescent,,,AP,,,,,,,\n\
         e,Storm Daniel,Libya,killed,,,total,,,,,,2023-09-13,Libyan authorities,,,AP,,,disputes,d,,,\n\
         f,Storm Daniel,Libya,killed,,,total,,,,,,2023-09-13,military source,,,AP,,,disputes,d,,,\n",
    );
    ends(&cases, "a", "; the Russian Defence Ministry rejects this.");
    let both = "; Libyan authorities and a military source cited by AP reject the figure of 5,100.";
    ends(&cases, "c", both);
}

/// The sentence of the series of a figure ends like this.
fn ends(ledger: &Ledger, name: &str, end: &str) {
    let said = in_words(ledger, name, "range", Question::default());
    assert!(said.ends_with(end), "{said}");
}
