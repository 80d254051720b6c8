//! The sentences over real figures: October 2023, the founding article, and situations that happened.

use crate::model::date::PartialDate;
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind, Names};
use crate::prose::testing::{Ledger, OCTOBER, SEED, answer};

use super::*;

const HEADER: &str = "ref,event,place,measure,unit,group,count_type,figure,period_start,period_length,as_of,stated_on,\
    published_on,authority,authority_basis,via,publisher,method,definition,relation,target,reason,reason_by,caveat\n";

pub(super) fn in_words(ledger: &Ledger, name: &str, policy: &str, question: Question) -> String {
    let series = ledger.series_of(name);
    sentence(&series, &answer(&series, policy, &question), &question, None)
}

fn table(ledger: &Ledger, cases: &[(&str, &str)]) {
    for (name, expected) in cases {
        assert_eq!(in_words(ledger, name, "range", Question::default()), *expected, "{name}");
    }
}

pub(super) fn rows(rows: &str) -> Ledger {
    Ledger::read(&[&format!("{HEADER}{rows}")])
}

fn as_of(day: &str) -> Question {
    Question { as_of: PartialDate::read(day).ok(), ..Question::default() }
}

#[test]
fn one_authority_says_it() {
    table(
        &Ledger::read(&[OCTOBER]),
        &[
            (
                "oct-gaza-1110",
                "The Gaza Health Ministry said on 10 November 2023 that 11,078 people had been killed in the Gaza Strip.",
            ),
            (
                "oct-journalists-1102",
                "The Committee to Protect Journalists said, in a report News.Az published on 3 November 2023, that at least 36 journalists had been killed in the Gaza war, as of 2 November.",
            ),
            (
                "oct-gaza-day-1025",
                "The Gaza Health Ministry reported 756 people killed in the Gaza Strip on 25 October 2023.",
            ),
            (
                "oct-gaza-injured-1110",
                "The Gaza Health Ministry said on 10 November 2023 that 27,490 people had been injured in the Gaza Strip.",
            ),
        ],
    );
}

#[test]
fn the_founding_article() {
    table(
        &Ledger::read(&[SEED]),
        &[
            (
                "aj-west-bank-total",
                "At least 100 people have been killed in the West Bank, the Palestinian Health Ministry said, in a report Al Jazeera published on 25 October 2023.",
            ),
            (
                "aj-israel-total",
                "Al Jazeera reported on 25 October 2023, without naming a source for the figure, that at least 1,400 people were killed in the 7 October attack in Israel, a figure this desk traces to Israeli authorities.",
            ),
            (
                "aj-gaza-total",
                "Al Jazeera reported on 25 October 2023, without naming a source for the figure, that more than 5,700 people were killed in the Gaza Strip, a figure this desk traces to the Gaza Health Ministry.",
            ),
            (
                "aj-gaza-day",
                "The Gaza Health Ministry reported 704 people, including 305 children, killed in the Gaza Strip on 24 October 2023.",
            ),
            (
                "aj-hezbollah-new",
                "Hezbollah said on 25 October 2023 that two more of its fighters had been killed in the Israel-Lebanon border clashes.",
            ),
            (
                "aj-hezbollah-total",
                "Hezbollah said on 25 October 2023 that 40 of its fighters had been killed in the Israel-Lebanon border clashes.",
            ),
            (
                "aj-deraa-injured",
                "Seven Syrian army soldiers were injured in the Deraa strike, SANA said, citing a Syrian military source, in a report Al Jazeera published on 25 October 2023.",
            ),
        ],
    );
}

#[test]
fn sources_differ() {
    table(
        &Ledger::read(&[OCTOBER]),
        &[
            (
                "oct-deraa-sohr",
                "Accounts of the Deraa strike as of 25 October 2023 differ: eight Syrian army soldiers were killed, SANA said, citing a Syrian military source; 11, according to the Syrian Observatory for Human Rights.",
            ),
            (
                "oct-ahli-odni",
                "Accounts of the Al-Ahli hospital blast in Gaza City, Gaza Strip, as of 18 October 2023 differ: 100-300 people were killed, the US Office of the Director of National Intelligence said; 471, according to the Gaza Health Ministry. The Gaza Health Ministry on 18 October 2023 lowered its toll to 471 from at least 500 (as of 17 October).",
            ),
        ],
    );
    let haiyan = rows(
        "a,Typhoon Haiyan,Philippines,killed,,people,total,\"4,460\",,,2013-11-13,,2013-11-14,DSWD,,,UN OCHA,,,,,,,\n\
         b,Typhoon Haiyan,Philippines,killed,,people,total,\"2,357\",,,2013-11-14,,2013-11-14,NDRRMC,,,AP,register,,,,,,\n",
    );
    table(
        &haiyan,
        &[(
            "a",
            "Accounts of Typhoon Haiyan in the Philippines differ: 2,357 people were killed, NDRRMC said, as of 14 November 2013; 4,460, according to DSWD, as of 13 November 2013.",
        )],
    );
    let latest = in_words(&haiyan, "a", "latest", Question::default());
    assert_eq!(
        latest,
        "NDRRMC said on 14 November 2013 that 2,357 people had been killed in Typhoon Haiyan in the Philippines."
    );
}

#[test]
fn a_revision_gives_the_reason_and_who_reported_it() {
    let october = Ledger::read(&[OCTOBER]);
    table(
        &october,
        &[(
            "oct-israel-1110",
            "Israeli authorities on 10 November 2023 lowered their toll for the 7 October attack in Israel to about 1,200 (as of 9 November) from at least 1,400, citing the identification of the dead, AFP reported.",
        )],
    );
    let cases = rows(
        "a,Balasore train crash,Odisha,killed,,people,total,288,,,,,2023-06-03,Indian Railways,,,Odisha government,body count,,,,,,\n\
         b,Balasore train crash,Odisha,killed,,people,total,275,,,2023-06-04,,2023-06-04,Odisha government,,,Odisha government,body count,,,,,,\n\
         c,Balasore train crash,Odisha,killed,,people,total,288,,,2023-06-06,,2023-06-06,Odisha government,,,Odisha government,body count,,,,,,\n\
         d,Lahaina wildfire,Maui,killed,,people,total,115,,,2023-08-21,,2023-08-21,Maui police,,,Maui police,body count,,,,,,\n\
         e,Lahaina wildfire,Maui,killed,,people,total,at least 97,,,2023-09-15,,2023-09-15,Maui police,,,AP,DNA identification,,,,,,\n\
         f,Hurricane Maria,Puerto Rico,died,,people,total,64,,,2017-12-09,,2017-12-09,Puerto Rico government,,,AP,certified deaths,,,,,,\n\
         g,Hurricane Maria,Puerto Rico,died,,people,total,\"2,975\",,,2018-02-28,,2018-08-28,Puerto Rico government,,,Puerto Rico government,excess mortality,,,,,,\n",
    );
    table(
        &cases,
        &[
            (
                "c",
                "The Odisha government on 6 June 2023 returned its toll for the Balasore train crash in Odisha to 288 from 275 (as of 4 June); Indian Railways gave the same figure, in a report the Odisha government published on 3 June 2023.",
            ),
            (
                "e",
                "Maui police on 15 September 2023 lowered their toll for the Lahaina wildfire in Maui to at least 97 from 115 (as of 21 August).",
            ),
            (
                "g",
                "The Puerto Rico government said on 28 August 2018 that 2,975 people had died in Hurricane Maria in Puerto Rico, as of 28 February. The figure of 2,975 replaced a figure of 64, as of 9 December 2017, counted another way, so the two show no rise or fall.",
            ),
        ],
    );
}

#[test]
fn withdrawn_and_disowned_figures_are_not_replaced() {
    let cases = rows(
        "a,Snake Island,Ukraine,killed,,border guards,total,13,,,2022-02-24,,2022-02-24,Ukraine government,,,Ukraine government,,,,,,,\n\
         b,Snake Island,Ukraine,killed,,border guards,total,,,,2022-02-28,,2022-02-28,Ukraine government,,,Ukrainian Navy,,,retracts,a,found_alive,,\n\
         c,Storm Daniel,Libya > Derna,killed,,people,total,\"11,300\",,,2023-09-16,,2023-09-16,Libyan Red Crescent,,,UN OCHA,,,,,,,\n\
         d,Storm Daniel,Libya > Derna,killed,,people,total,,,,2023-09-17,,2023-09-17,Libyan Red Crescent,,,AFP,,,disowns,c,,,\n",
    );
    table(
        &cases,
        &[
            (
                "a",
                "The Ukraine government on 28 February 2022 withdrew its 24 February figure of 13 border guards killed on Snake Island in Ukraine, citing people found alive. No replacement is recorded.",
            ),
            (
                "c",
                "The Libyan Red Crescent on 17 September 2023 denied giving the figure of 11,300 people killed in Storm Daniel in Derna, Libya, that UN OCHA attributed to it on 16 September. No replacement is recorded.",
            ),
        ],
    );
}

#[test]
fn a_caveat_is_told_where_one_is_recorded() {
    let text = in_words(&Ledger::read(&[OCTOBER]), "oct-gaza-1024", "range", as_of("2023-10-24"));
    let caveat = "Reuters, reporting on 24 October 2023, said it could not independently verify the figure.";
    assert!(
        text.contains("that 5,791 people had been killed in the Gaza Strip. ") && text.contains(caveat),
        "{text}"
    );
    let other = rows(
        "a,Storm Daniel,Libya,missing,,,current,\"10,000\",,,,,2023-09-12,,,,AP,,,,,,,could not be checked\n",
    );
    table(
        &other,
        &[(
            "a",
            "AP reported on 12 September 2023, without naming a source for the figure, that 10,000 people were missing in Storm Daniel in Libya. AP, reporting on 12 September 2023, added: \u{201c}could not be checked\u{201d}.",
        )],
    );
}

#[test]
fn figures_that_go_together_are_told_together() {
    let cases = rows(
        "a,Quake,Turkey,killed,,people,total,\"1,541\",,,2023-02-06,,2023-02-06,AFAD,,,AFAD,,,,,,,\n\
         b,Quake,Turkey,killed,,people,total,\"at least 1,500\",,,2023-02-05,,2023-02-06,UN,,,B,,,,,,,\n\
         c,Mina crush,Saudi Arabia,killed,,people,total,769,,,2015-09-26,,2015-09-26,Saudi authorities,,,SPA,,,,,,,\n\
         d,Mina crush,Saudi Arabia,killed,,people,total,\"at least 2,411\",,,2015-12-10,,2015-12-10,AP tally,,,AP,compiled tally,,,,,,\n\
         e,Train crash,India,killed,,people,total,288,,,2023-06-03,,2023-06-03,Odisha government,,,A,,,,,,,\n\
         f,Train crash,India,killed,,people,total,275,,,2023-06-03,,2023-06-03,Odisha government,,,B,,,,,,,\n",
    );
    table(
        &cases,
        &[
            (
                "a",
                "AFAD said on 6 February 2023 that 1,541 people had been killed in the Quake in Turkey; the UN gave at least 1,500, as of 5 February.",
            ),
            (
                "d",
                "The AP tally said on 10 December 2015 that at least 2,411 people had been killed in the Mina crush in Saudi Arabia. The last figure of Saudi authorities was 769, as of 26 September 2015.",
            ),
            (
                "e",
                "The Odisha government gave 275 and 288 for people killed in the Train crash in India as of 3 June 2023; which of them is the newer is not recorded.",
            ),
        ],
    );
}

#[test]
fn one_person_no_one_and_other_measures() {
    let cases = rows(
        "a,Flood,Derna,killed,,,total,one,,,2023-09-12,,2023-09-12,Red Crescent,,,AP,,,,,,,\n\
         b,Flood,Sirte,killed,,,total,no one,,,2023-09-12,,2023-09-12,Red Crescent,,,AP,,,,,,,\n\
         c,Flood,Derna,bodies_recovered,,,total,one,,,2023-09-12,,2023-09-12,Red Crescent,,,AP,,,,,,,\n\
         d,Flood,Derna,casualties,,,total,at least 70,,,,,2023-09-12,Red Crescent,,,AP,,,,,,,\n\
         e,Gaza war,Gaza Strip,hostage,,,current,101,,,2024-09-01,2024-09-02,2024-09-02,Israeli authorities,,,Reuters,,,,,,,\n\
         f,Sudan war,Sudan > Darfur,displaced,households,,total,more than a million,2023-04-15,,2024,,2024-02,IOM,,,IOM,,,,,,,\n\
         g,Ukraine war,Ukraine,killed,,civilians,total,\"at least 10,000\",2022-02-24,,2023-11-21,,2023-11-21,OHCHR,,,OHCHR,,verified_only,,,,,\n\
         h,Gaza war,Gaza Strip,killed,,,period,30,,24h,2024-01-02,,2024-01-03,Health Ministry,,,B,,,,,,,\n\
         i,Siege,Mosul,died,,,projection,\"5,000\",,,2024-06,2024-03-01,2024-03-02,UN,,,B,,,,,,,\n",
    );
    table(
        &cases,
        &[
            (
                "a",
                "The Red Crescent said on 12 September 2023 that one person had been killed in the Flood in Derna.",
            ),
            (
                "b",
                "The Red Crescent said on 12 September 2023 that no one had been killed in the Flood in Sirte.",
            ),
            (
                "c",
                "The Red Crescent said on 12 September 2023 that one body had been recovered in the Flood in Derna.",
            ),
            (
                "d",
                "At least 70 people were killed or injured in the Flood in Derna, the Red Crescent said, in a report AP published on 12 September 2023.",
            ),
            (
                "e",
                "Israeli authorities said on 2 September 2024 that 101 people were being held hostage in the Gaza war in the Gaza Strip, as of 1 September.",
            ),
            (
                "f",
                "IOM said in February 2024 that more than a million households had been displaced in the Sudan war in Darfur, Sudan, since 15 April 2023.",
            ),
            (
                "g",
                "OHCHR said on 21 November 2023 that at least 10,000 civilians had been killed in Ukraine since 24 February 2022, counting only those verified.",
            ),
            (
                "h",
                "The Health Ministry said, in a report B published on 3 January 2024, that 30 people were killed in the Gaza Strip in the 24 hours to 2 January 2024.",
            ),
            ("i", "The UN said on 1 March 2024 that 5,000 people would die in the Siege in Mosul by June."),
        ],
    );
}

#[test]
fn no_figure_is_said_plainly() {
    let october = Ledger::read(&[OCTOBER]);
    let none = in_words(&october, "oct-deraa-sohr", "range", as_of("2023-10-01"));
    assert_eq!(
        none,
        "No figure is recorded for Syrian army soldiers killed in the Deraa strike as of 1 October 2023."
    );
}

#[test]
fn a_total_stands_beside_a_period_count_and_nowhere_else() {
    let cases = rows(
        "a,Gaza war,Gaza Strip,killed,,,period,650,,24h,2023-10-24,,2023-10-24,Health Ministry,,,AP,,,,,,,could not be checked\n\
         b,Gaza war,Gaza Strip,killed,,,total,\"5,791\",,,2023-10-24,,2023-10-24,Health Ministry,,,AP,,,,,,,\n\
         c,Gaza war,West Bank,killed,,,period,650,,24h,2023-10-24,,2023-10-24,Health Ministry,,,AP,,,,,,,\n\
         d,Gaza war,West Bank,killed,,,period,704,,24h,2023-10-24,,2023-10-25,Health Ministry,,,AP,,,revises,c,,,\n",
    );
    let of = |name: &str| {
        let (series, question) = (cases.series_of(name), Question::default());
        sentence(&series, &answer(&series, "range", &question), &question, Some(cases.figure("b")))
    };
    let first = "The Health Ministry reported 650 people killed in the Gaza Strip in the 24 hours to 24 October 2023; its total that day was 5,791.";
    let caveat =
        "AP, reporting on 24 October 2023, added of the figure of 650: \u{201c}could not be checked\u{201d}.";
    assert_eq!(of("a"), format!("{first} {caveat}"));
    let revised = of("d");
    assert!(revised.contains("raised its count") && !revised.contains("total that day"), "{revised}");
}

#[test]
fn names_are_said_as_the_desk_says() {
    let fact = |kind, name: &str, value: &str| NameFact {
        kind,
        name: Name::read(name).expect("a name"),
        field: NameField::SayAs,
        value: value.into(),
    };
    let facts = [
        fact(NameKind::Authority, "Gaza Health Ministry", "Gaza's health ministry"),
        fact(NameKind::Place, "West Bank", "the occupied West Bank"),
        fact(NameKind::Authority, "Palestinian Health Ministry", "the Palestinian health ministry"),
        fact(NameKind::Event, "Deraa strike", "the strike near Deraa"),
    ];
    let ledger = Ledger::read(&[SEED]).named(facts.clone());
    table(
        &ledger,
        &[
            (
                "aj-gaza-day",
                "Gaza's health ministry reported 704 people, including 305 children, killed in the Gaza Strip on 24 October 2023.",
            ),
            (
                "aj-west-bank-total",
                "At least 100 people have been killed in the occupied West Bank, the Palestinian health ministry said, in a report Al Jazeera published on 25 October 2023.",
            ),
        ],
    );
    let differ =
        in_words(&Ledger::read(&[OCTOBER]).named(facts), "oct-deraa-sohr", "range", Question::default());
    assert!(
        differ.starts_with("Accounts of the strike near Deraa as of 25 October 2023 differ: eight"),
        "{differ}"
    );
}

#[test]
fn a_figure_was_right_in_its_day() {
    let (ledger, names) = (Ledger::read(&[OCTOBER]), Names::default());
    let text =
        superseded(ledger.figure("oct-gaza-1024"), ledger.figure("oct-gaza-1025"), &Speech::new(&names));
    let expected = "5,791 was the Gaza Health Ministry's total of people killed in the Gaza Strip as of 24 October 2023; \
        its total reached 6,547 on 25 October.";
    assert_eq!(text.as_deref(), Some(expected));
}

#[test]
fn no_sentence_claims_admits_or_prints_an_end_made_by_convention() {
    for ledger in [Ledger::read(&[OCTOBER]), Ledger::read(&[SEED]), Ledger::read(&[OCTOBER, SEED])] {
        for series in ledger.series() {
            for policy in crate::reconcile::policies::ALL {
                let question = Question::default();
                let text = sentence(&series, &answer(&series, policy.name, &question), &question, None);
                let forbidden = ["claimed", "admitted", "5,701", "1,080", "1,320", "  ", "..", "the the "];
                assert!(!text.is_empty() && !forbidden.iter().any(|word| text.contains(word)), "{text}");
                assert!(
                    text.ends_with('.') && text.starts_with(|c: char| c.is_uppercase() || c.is_numeric()),
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn a_change_of_a_window_a_projection_or_a_method_says_what_it_is() {
    let file = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,method,period_length,relation,target\n\
        a,Osk fever,Osk,died,period,9,2020-07-09,2020-07-17,Osk Health,Osk Health,,24h,,\n\
        b,Osk fever,Osk,died,period,8,2020-07-09,2020-07-18,Osk Health,Osk Health,,24h,,\n\
        c,Sol war,Sol,killed,projection,1.3 million,2030,2021-11-23,Sol Institute,Sol Institute,,,,\n\
        d,Sol war,Sol,killed,projection,1.1 million,2030,2022-11-23,Sol Institute,Sol Institute,,,,\n\
        e,Storm,Osk,died,total,64,2017-12-09,2017-12-09,Osk Health,Osk Health,register,,,\n\
        f,Storm,Osk,died,total,\"2,975\",2018-02,2018-08-28,Osk Health,Osk Health,survey,,revises,e\n";
    table(
        &Ledger::read(&[file]),
        &[
            (
                "b",
                "Osk Health on 18 July 2020 lowered its count of people who died in the Osk fever in the 24 hours to 9 July 2020 to 8 from 9.",
            ),
            (
                "d",
                "The Sol Institute on 23 November 2022 lowered its projection of people who would be killed in Sol by 2030 to 1.1 million from 1.3 million.",
            ),
            (
                "f",
                "Osk Health on 28 August 2018 replaced its toll for the Storm in Osk of 64 (as of 9 December 2017) with 2,975 (as of February), counted another way.",
            ),
        ],
    );
}

#[test]
fn what_differs_or_was_withdrawn_keeps_its_window_and_is_not_said_to_have_happened() {
    let file = "ref,event,place,measure,count_type,figure,period_start,as_of,published_on,authority,publisher,definition,relation,target\n\
        a,Sol war,Sol,killed,projection,500,,2030,2021-11-23,Sol Institute,Sol Institute,,,\n\
        b,Sol war,Sol,killed,projection,700,,2030,2021-11-24,UN,UN,,,\n\
        c,Tavi famine,Tavi,died,projection,500,,2030,2021-11-23,Sol Institute,Sol Institute,,,\n\
        d,Tavi famine,Tavi,died,projection,700,,2030,2021-11-23,Sol Institute,Sol Institute,,,\n\
        e,Osk flood,Osk,displaced,projection,500,,2030,2021-11-23,Sol Institute,Sol Institute,,,\n\
        f,Osk flood,Osk,displaced,projection,,,2030,2021-12-23,Sol Institute,Sol Institute,,retracts,e\n\
        g,Osk fever,Osk,died,period,9,2020-07-06,2020-07-12,2020-07-13,Osk Health,Osk Health,,,\n\
        h,Osk fever,Osk,died,period,12,2020-07-06,2020-07-12,2020-07-13,Osk Health,Osk Health,,,\n\
        i,Alba fever,Alba,died,period,9,2020-07-06,2020-07-12,2020-07-13,Osk Health,Osk Health,,,\n\
        j,Alba fever,Alba,died,period,,2020-07-06,2020-07-12,2020-07-14,Osk Health,Osk Health,,retracts,i\n\
        k,Lenna blast,Lenna,killed,projection,500,,2030,2021-11-23,Sol Institute,Sol Institute,excludes_perpetrators,,\n\
        l,Tarn blast,Tarn,killed,projection,500,,2030,2021-11-23,Sol Institute,Sol Institute,,,\n\
        m,Tarn blast,Tarn,killed,projection,700,,2030,2021-11-24,UN,UN,,,\n";
    table(
        &Ledger::read(&[file]),
        &[
            (
                "a",
                "Projections of people who would be killed in Sol by 2030 differ: 500, according to the Sol Institute; 700, according to the UN.",
            ),
            (
                "c",
                "The Sol Institute gave 500 and 700 as projections of people who would die in the Tavi famine by 2030; which of them is the newer is not recorded.",
            ),
            (
                "e",
                "The Sol Institute on 23 December 2021 withdrew its projection of 500 people who would be displaced in the Osk flood by 2030. No replacement is recorded.",
            ),
            (
                "g",
                "Osk Health gave 9 and 12 for people who died in the Osk fever from 6 July to 12 July 2020; which of them is the newer is not recorded.",
            ),
            (
                "i",
                "Osk Health on 14 July 2020 withdrew its figure of 9 people who died in the Alba fever from 6 July to 12 July 2020. No replacement is recorded.",
            ),
            (
                "k",
                "The Sol Institute said on 23 November 2021 that 500 people would be killed in the Lenna blast, not including perpetrators, by 2030.",
            ),
            (
                "l",
                "Projections of people who would be killed in the Tarn blast by 2030 differ: 500, according to the Sol Institute; 700, according to the UN.",
            ),
        ],
    );
}

#[test]
fn the_first_day_of_a_campaign_is_not_the_day_of_its_deaths() {
    let file = "ref,event,place,measure,count_type,figure,period_start,as_of,published_on,authority,publisher\n\
        a,Osk airstrikes,Osk,killed,total,45,2022-03-16,2022-05-02,2022-05-02,Osk Health,Osk Health\n\
        b,Osk airstrike,Osk,killed,total,45,2022-03-16,2022-05-02,2022-05-02,Osk Health,Osk Health\n\
        c,Osk raids,Osk,killed,total,at least 45,,,2022-05-03,Osk Health,Tavi Times\n\
        d,Osk raid,Osk,killed,total,at least 45,,,2022-05-03,Osk Health,Tavi Times\n";
    table(
        &Ledger::read(&[file]),
        &[
            (
                "a",
                "Osk Health said on 2 May 2022 that 45 people had been killed in the Osk airstrikes since 16 March.",
            ),
            (
                "b",
                "Osk Health said on 2 May 2022 that 45 people had been killed in the Osk airstrike on 16 March 2022.",
            ),
            (
                "c",
                "At least 45 people have been killed in the Osk raids, Osk Health said, in a report the Tavi Times published on 3 May 2022.",
            ),
            (
                "d",
                "At least 45 people were killed in the Osk raid, Osk Health said, in a report the Tavi Times published on 3 May 2022.",
            ),
        ],
    );
}
