//! Who said a figure, who withdrew it, who rejects it: the sentences of situations that are easily laid at the wrong door.

use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind, Names};
use crate::model::question::Question;
use crate::phrase::names::Speech;
use crate::prose::testing::Ledger;

use super::superseded;
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

#[test]
fn what_one_body_rejects_is_told_once() {
    let cases = rows(
        "a,Storm Mona,Alba,died,,,total,\"2,975 (95% CI 2,658-3,290)\",,,2018-02-28,,2018-08-28,Osk University,,,Wire,,,,,,,\n\
         b,Storm Mona,Alba,died,,,total,\"2,975\",,,2018-02-28,,2018-08-29,Alban government,,,Wire,,,,,,,\n\
         c,Storm Mona,Alba,died,,,total,,,,,,2018-09-13,President Mona,,,Wire,,,disputes,a b,,,\n\
         d,Storm Otto,Alba,died,,,total,300,,,2023-09-12,,2023-09-12,Derna mayor,,,AP,,,,,,,\n\
         e,Storm Otto,Alba,died,,,total,\"5,100\",,,2023-09-12,,2023-09-12,Red Crescent,,,AP,,,,,,,\n\
         f,Storm Otto,Alba,died,,,total,,,,,,2023-09-13,Alban authorities,,,AP,,,disputes,d e,,,\n",
    );
    ends(&cases, "a", "the Alban government; President Mona rejects the figure of 2,975.");
    ends(&cases, "d", "the Red Crescent; Alban authorities reject the figures of 300 and 5,100.");
}

/// The sentence of the series of a figure ends like this.
fn ends(ledger: &Ledger, name: &str, end: &str) {
    let said = in_words(ledger, name, "range", Question::default());
    assert!(said.ends_with(end), "{said}");
}

#[test]
fn somebody_unnamed_is_never_said_without_who_cites_them() {
    let cases = rows(
        "a,Arden blast,Arden,killed,,,total,20,,,2023-01-13,,2023-01-13,Alban official,,,Reuters,,,,,,,\n\
         b,Arden blast,Arden,killed,,,total,,,,,,2023-01-14,Alban official,,,AFP,,,retracts,a,found_alive,,\n\
         c,Borg blast,Borg,killed,,,total,20,,,2023-01-13,,2023-01-13,military sources,,SANA,Reuters,,,,,,,\n\
         d,Borg blast,Borg,killed,,,total,15,,,2023-01-14,,2023-01-14,military sources,,SANA,Reuters,,,revises,c,,,\n\
         e,Cald blast,Cald,killed,,,total,20,,,2023-01-13,,2023-01-13,witnesses,,,Reuters,,,,,,,\n\
         f,Cald blast,Cald,killed,,,total,24,,,2023-01-13,,2023-01-13,witnesses,,,Reuters,,,,,,,\n\
         g,Dorn blast,Dorn,killed,,,total,20,,,2023-01-13,,2023-01-13,Interior Ministry officials,,,Reuters,,,,,,,\n",
    );
    for (name, start) in [
        (
            "a",
            "An Alban official cited by Reuters on 14 January 2023 withdrew their 13 January figure of 20 people",
        ),
        ("c", "Military sources cited by SANA on 14 January 2023 lowered their toll"),
        ("e", "Witnesses cited by Reuters gave 2"),
        ("g", "Interior Ministry officials said on 13 January 2023 that 20 people"),
    ] {
        begins(&cases, name, start);
    }
    ends(&cases, "a", ", citing people found alive, AFP reported. No replacement is recorded.");
    let old = superseded(cases.figure("c"), cases.figure("d"), &Speech::new(&Names::default()));
    let old = old.unwrap_or_default();
    assert!(
        old.contains("the total that military sources cited by SANA gave") && old.contains("; their total"),
        "{old}"
    );
}

#[test]
fn what_a_publisher_rests_on_is_said() {
    let cases = rows(
        "a,Arden blast,Arden,killed,,,total,43,,,2023-01-13,,2023-01-14,,,Le Soir,Kurier,,,,,,,\n\
         b,Borg blast,Borg,killed,,,total,43,,,2023-01-13,,2023-01-14,,,SANA > Reuters,Kurier,,,,,,,\n\
         c,Cald quake,North,killed,,,total,12,,,2023-01-13,,2023-01-13,AFAD,,,Daily,,,,,,,\n\
         d,Cald quake,South,killed,,,total,30,,,2023-01-13,,2023-01-13,witnesses,,,Daily,,,,,,,\n\
         e,Cald quake,,killed,,,total,42,,,2023-01-13,,2023-01-14,,,,Daily,,,derived_from,c d,,,\n\
         f,Cald quake,East,killed,,,total,45,,,2023-01-13,,2023-01-14,,,,Daily,,,derived_from,c,,,\n\
         g,Dorn blast,Dorn,killed,,,total,43,,,2023-01-13,,2023-01-14,,,,Kurier,,,,,,,\n",
    );
    for (name, start) in [
        ("a", "Kurier, citing Le Soir, reported on 14 January 2023 that 43 people"),
        ("b", "Kurier, citing Reuters, which cited SANA, reported on 14 January 2023 that 43 people"),
        (
            "e",
            "Daily added up the counts of AFAD and witnesses cited by Daily and reported on 14 January 2023 that 42",
        ),
        ("f", "Daily worked from the count of AFAD and reported on 14 January 2023 that 45 people"),
        ("g", "Kurier reported on 14 January 2023, without naming a source for the figure, that 43 people"),
    ] {
        begins(&cases, name, start);
    }
}

#[test]
fn a_body_that_counts_says_so_in_its_own_voice() {
    let rows_of = |method: &str| {
        rows(&format!(
            "a,Arden quake,Arden,killed,,,total,50,,,2024-03-01,,2024-03-01,,,,Health Ministry,{method},,,,,,\n\
             b,Arden quake,Arden,killed,,,total,40,,,2024-03-02,,2024-03-02,,,,Health Ministry,{method},,,,,,\n"
        ))
    };
    begins(&rows_of(""), "a", "The Health Ministry reported on 2 March 2024, without naming a source");
    begins(&rows_of("media_tally"), "a", "The Health Ministry on 2 March 2024 lowered its toll");
    let fact = NameFact {
        kind: NameKind::Publisher,
        name: Name::read("Health Ministry").expect("a name"),
        field: NameField::Kind,
        value: "media_tally".into(),
    };
    begins(&rows_of("").named([fact]), "a", "The Health Ministry on 2 March 2024 lowered its toll");
    let elsewhere = rows(
        "a,Arden quake,Arden,killed,,,total,40,,,2024-03-02,,2024-03-02,,,,Health Ministry,,,,,,,\n\
         b,Osk quake,Osk,killed,,,total,7,,,2024-03-01,,2024-03-01,Health Ministry,,,Wire,,,,,,,\n",
    );
    begins(&elsewhere, "a", "The Health Ministry said on 2 March 2024 that 40 people");
}

#[test]
fn a_publisher_withdraws_its_report_and_not_the_count() {
    let cases = rows(
        "a,Arden quake,Arden,killed,,,total,18,,,2023-01-12,,2023-01-12,IOM,,,IOM,,,,,,,\n\
         b,Arden quake,Arden,killed,,,total,20,,,2023-01-13,,2023-01-13,IOM,,,Watchboard,,,,,,,\n\
         c,Arden quake,Arden,killed,,,total,,,,,,2023-01-15,,,,Watchboard,,,retracts,b,misattribution,,\n\
         d,Borg quake,Borg,killed,,,total,41,,,2023-01-12,,2023-01-12,Borg Police,,,Wire,,,,,,,\n\
         e,Borg quake,Borg,killed,,,total,64,,,2023-01-13,,2023-01-13,Borg Police,,,Wire,,,,,,,\n\
         f,Borg quake,Borg,killed,,,total,,,,,,2023-01-14,,,,Wire,,,corrects,e,,,\n",
    );
    begins(&cases, "a", "IOM said on 12 January 2023 that 18 people");
    ends(
        &cases,
        "a",
        "Watchboard on 15 January 2023 withdrew the 13 January figure of 20 that it had attributed to IOM, citing a misattribution.",
    );
    begins(&cases, "d", "Borg Police said on 12 January 2023 that 41 people");
    ends(
        &cases,
        "d",
        "Wire on 14 January 2023 withdrew the 13 January figure of 64 that it had attributed to Borg Police.",
    );
}

#[test]
fn several_people_are_spoken_of_as_several() {
    let fact = |field, value: &str| NameFact {
        kind: NameKind::Authority,
        name: Name::read("Osk Sheriff").expect("a name"),
        field,
        value: value.into(),
    };
    let cases = rows(
        "a,Arden blast,Arden,killed,,,total,20,,,2023-01-13,,2023-01-13,Arden Mayor,,,Wire,,,,,,,\n\
         b,Arden blast,Arden,killed,,,total,,,,,,2023-01-14,residents,,,Wire,,,disputes,a,,,\n\
         c,Borg blast,Borg,killed,,,total,20,,,2023-01-13,,2023-01-13,Osk Sheriff,,,Wire,,,,,,,\n\
         d,Borg blast,Borg,killed,,,total,15,,,2023-01-14,,2023-01-14,Osk Sheriff,,,Wire,,,revises,c,,,\n",
    )
    .named([fact(NameField::SayAs, "deputies")]);
    ends(&cases, "a", "; residents cited by Wire reject this.");
    begins(&cases, "c", "Deputies on 14 January 2023 lowered their toll");
}

#[test]
fn counts_are_named_by_who_made_them_in_whatever_order_the_rows_stand() {
    let sum = "Daily added up the counts of AFAD and Le Soir and reported on 14 January 2023 that 42";
    let (afad, soir) = (
        "a,Cald quake,North,killed,,,total,12,,,2023-01-13,,2023-01-13,AFAD,,,Daily,,,,,,,\n",
        "b,Cald quake,South,killed,,,total,30,,,2023-01-13,,2023-01-13,,,Le Soir,Paper,,,,,,,\n",
    );
    let all = "c,Cald quake,,killed,,,total,42,,,2023-01-13,,2023-01-14,,,,Daily,,,derived_from,b a,,,\n";
    for parts in [format!("{afad}{soir}"), format!("{soir}{afad}")] {
        begins(&rows(&format!("{parts}{all}")), "c", sum);
    }
}

#[test]
fn a_reply_is_told_beside_a_figure_that_was_put_aside() {
    let cases = rows(
        "a,Arden war,Arden,killed,,,total,50,,,2023-01-02,,2023-01-02,Arden Police,,,Wire,,,,,,,\n\
         b,Arden war,Arden,killed,,,total,,,,,,2023-01-03,Arden Army,,,Wire,,,disputes,a,,,\n\
         c,Arden war,Arden,killed,,,total,300,,,2023-03-05,,2023-03-05,UN,,,Wire,,,,,,,\n",
    );
    let said = in_words(&cases, "a", "range", Question::default());
    let old = "he last figure of Arden Police was 50, as of 2 January 2023; the Arden Army rejects this.";
    assert!(said.contains(old), "{said}");
}

#[test]
fn doubts_are_told_in_the_order_of_their_publishers() {
    let header =
        "ref,event,place,measure,group,count_type,figure,as_of,published_on,authority,publisher,caveat\n";
    let wire =
        "a,Arden blast,Arden,killed,,total,40,2022-01-13,2022-01-13,Sol rebels,Wire,no list was seen\n";
    let kurier =
        "b,Arden blast,Arden,killed,,total,40,2022-01-13,2022-01-13,Sol rebels,Kurier,no body was seen\n";
    for both in [[wire, kurier], [kurier, wire]] {
        let cases = Ledger::read(&[&format!("{header}{}", both.concat())]);
        let said = in_words(&cases, "a", "range", Question::default());
        assert!(said.find("Kurier, reporting") < said.find("Wire, reporting"), "{said}");
        assert!(said.contains("Kurier, reporting"), "{said}");
    }
}

#[test]
fn whose_hand_withdrew_a_figure_is_said() {
    let cases = rows(
        "a,Arden quake,Arden,killed,,,total,20,,,2023-01-13,,2023-01-13,IOM,,Watchboard,Wire,,,,,,,\n\
         b,Arden quake,Arden,killed,,,total,,,,,,2023-01-15,,,,Watchboard,,,retracts,a,,,\n\
         c,Borg quake,Borg,killed,,,total,20,,,2023-01-13,,2023-01-13,,,Le Soir,Wire,,,,,,,\n\
         d,Borg quake,Borg,killed,,,total,,,,,,2023-01-15,,,,Wire,,,retracts,c,,,\n\
         e,Cald quake,Cald,killed,,,total,20,,,2023-01-13,,2023-01-13,IOM,,,Watchboard,,,,,,,\n\
         f,Cald quake,Cald,killed,,,total,,,,,,2023-01-15,,,,Wire,,,retracts,e,misattribution,,\n\
         g,Dorn quake,Dorn,killed,,,total,20,,,2023-01-13,,2023-01-13,IOM,,,Watchboard,,,,,,,\n\
         h,Dorn quake,Dorn,killed,,,total,,,,,,2023-01-15,UN,,,Wire,,,retracts,g,,,\n\
         i,Elm quake,Elm,killed,,,total,20,,,2023-01-13,,2023-01-13,,,Le Soir,Wire,,,,,,,\n\
         j,Elm quake,Elm,killed,,,total,,,,,,2023-01-15,,,,Le Soir,,,retracts,i,,,\n",
    );
    let relay =
        "Watchboard on 15 January 2023 withdrew the 13 January figure of 20 that it had attributed to IOM.";
    ends(&cases, "a", relay);
    for (name, start) in [
        (
            "c",
            "Wire on 15 January 2023 withdrew the 13 January figure of 20 people killed in the Borg quake that it had attributed to Le Soir.",
        ),
        (
            "e",
            "The 13 January figure of 20 people killed in the Cald quake that Watchboard had attributed to IOM was withdrawn, Wire reported on 15 January 2023, citing a misattribution.",
        ),
        (
            "g",
            "The UN on 15 January 2023 withdrew the 13 January figure of 20 people killed in the Dorn quake that Watchboard had attributed to IOM.",
        ),
        (
            "i",
            "Le Soir on 15 January 2023 withdrew the 13 January figure of 20 people killed in the Elm quake that Wire had attributed to it.",
        ),
    ] {
        begins(&cases, name, start);
    }
}

/// The sentence of the series of a figure begins like this.
fn begins(ledger: &Ledger, name: &str, start: &str) {
    let said = in_words(ledger, name, "range", Question::default());
    assert!(said.starts_with(start), "{said}");
}

#[test]
fn a_doubt_is_said_with_whose_figure_it_is() {
    let table = "ref,event,place,measure,group,count_type,figure,as_of,published_on,authority,publisher,verification,caveat,standpoint\n\
         a,Arden blast,Arden,killed,,total,40,2022-01-13,2022-01-13,Sol rebels,AFP,unverified,,\n\
         b,Borg blast,Borg,killed,,total,2571,2022-01-13,2022-01-13,Borg Bar Association,Courier,,not independently verified by the Courier,\n\
         c,Borg blast,Borg,killed,,total,2000,2022-01-13,2022-01-13,Borg Ministry,Wire,,,\n\
         d,Cald blast,Cald,killed,,total,9,2022-01-13,2022-01-13,Cald army,Wire,,not independently verified by the UN,\n\
         e,Dorn war,Dorn,killed,soldiers > Osk army,total,90,2022-01-13,2022-01-13,Dorn army,Wire,,,opponent_losses\n\
         f,Dorn war,Dorn,killed,soldiers > Dorn army,total,9,2022-01-13,2022-01-13,Dorn army,Wire,,,own_losses\n";
    let cases = Ledger::read(&[table]);
    ends(&cases, "a", "AFP, reporting on 13 January 2022, said the figure had not been verified.");
    let whose = "Courier, reporting on 13 January 2022, said it could not independently verify the figure of 2,571 given by the Borg Bar Association.";
    ends(&cases, "b", whose);
    ends(&cases, "d", "added: \u{201c}not independently verified by the UN\u{201d}.");
    begins(
        &cases,
        "e",
        "The Dorn army, a party to the Dorn war speaking of the other side's losses, said on 13",
    );
    begins(&cases, "f", "The Dorn army said on 13 January 2022");
}

#[test]
fn that_there_were_no_reports_is_told_where_nobody_counted() {
    let cases = rows(
        "a,Arden blast,Arden,killed,,,total,No casualties reported,,,2022-04-03,,2022-04-03,Arden Police,,,Wire,,,,,,,\n\
         b,Borg blast,Borg,killed,,,total,no reports of deaths,,,2022-04-03,,2022-04-03,Borg Police,,,Wire,,,,,,,\n\
         c,Borg blast,Borg,killed,,,total,12,,,2022-04-04,,2022-04-04,Borg Council,,,Wire,,,,,,,\n",
    );
    begins(&cases, "a", "No figure is recorded for people killed in the Arden blast");
    ends(&cases, "a", ". Arden Police said on 3 April 2022: \u{201c}No casualties reported\u{201d}.");
    begins(&cases, "c", "The Borg Council said on 4 April 2022 that 12 people");
    ends(&cases, "c", "killed in the Borg blast.");
}
