//! What claims mean, over an invented ledger and figures that are made by hand.

use std::sync::Arc;

use super::{ClaimMeaning, FoundClaim, NotHere, Target, meaning, target, who};
use crate::claim::naming::{NameForm, candidates, named};
use crate::extract::{FoundDays, FoundFigure, SaidBy, State};
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::scope::Scope;
use crate::model::wording::Wording;
use crate::model::words::{CountType, Measure, Unit};
use crate::series::Voice;

fn name(text: &str) -> Name {
    Name::read(text).expect("a name")
}

fn scope(line: &str) -> Arc<Scope> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    Arc::new(Scope {
        event: name(cells[0]),
        place: Name::read(cells[1]),
        measure: Measure::from_word(cells[2]).expect("a measure"),
        unit: Unit::People,
        group: name(cells[3]),
        count_type: CountType::from_word(cells[4]).expect("a count type"),
        definition: cells.get(5).map(|text| (*text).to_owned()),
    })
}

/// An invented ledger: a dam, a war with a strike in it, an illness, two tunnels.
fn ledger() -> Vec<Arc<Scope>> {
    [
        "Orla dam collapse | Norland > Orla | killed | people | total",
        "Orla dam collapse | Norland > Orla | killed | children | total",
        "Orla dam collapse | Norland > Orla | missing | people | current",
        "Karst war | Karst | killed | people | total",
        "Karst war | Karst | killed | people | period",
        "Karst war | Karst | killed | soldiers > Norland army | total",
        "Karst war | Karst > Bren | killed | people | total",
        "Karst war > Bren market strike | Karst > Bren | killed | people | total",
        "Tamar cholera outbreak | Tamar | died | people | total",
        "Tamar cholera outbreak | Tamar | affected | people | total | suspected cases",
        "Tamar cholera outbreak | Tamar | affected | people | total | laboratory confirmed",
        "Nymar tunnel fire | Norland > Nymar | killed | people | total",
        "Nymar tunnel fire | Norland > Nymar | missing | people | current",
    ]
    .map(scope)
    .to_vec()
}

fn forms() -> Vec<NameForm> {
    let mut found = Vec::new();
    for scope in ledger() {
        found.push((NameKind::Event, scope.event.clone()));
        found.extend(scope.place.clone().map(|place| (NameKind::Place, place)));
    }
    found.push((NameKind::Authority, name("Civil Guard")));
    found.push((NameKind::Authority, name("Norland army")));
    found.push((NameKind::Publisher, name("Orla Echo")));
    candidates(&found, &Names::default())
}

/// A figure of which the words say this: `killed people total`, and what else extraction finds.
fn figure(kind: &str) -> FoundFigure {
    let words: Vec<&str> = kind.split(' ').collect();
    FoundFigure {
        span: 0..1,
        also: Vec::new(),
        sentence: 0..1,
        wording: Wording::read("12").expect("a number").whole,
        measure: Measure::from_word(words[0]).expect("a measure"),
        measure_word: "died".into(),
        unit: Unit::People,
        group: words[1].into(),
        count_type: CountType::from_word(words[2]).expect("a count type"),
        said: SaidBy::default(),
        place: None,
        event: None,
        days: FoundDays::default(),
        part_of: None,
        state: State::Current,
        doubts: Vec::new(),
    }
}

/// The scopes that a claim may mean: one, or those that it is asked about.
fn meant(sentence: &str, figure: &FoundFigure) -> Result<Vec<String>, NotHere> {
    let named = named(sentence, &forms());
    let claim =
        FoundClaim { figure, named: &named, at: 0, beside: std::slice::from_ref(figure), before: None };
    let target = target(claim);
    let line = |scope: &Scope| {
        let place = scope.place.as_ref().map(Name::as_str).unwrap_or_default();
        format!("{} | {place} | {} | {} | {}", scope.event, scope.measure, scope.group, scope.count_type)
    };
    let scopes = match &target {
        Target::Events { events, .. } => of(|scope| events.contains(&scope.event)),
        Target::Places(place) => of(|scope| place.holds(scope)),
        Target::Authority(_) => of(|scope| scope.measure == Measure::Killed),
        Target::Nothing => Vec::new(),
    };
    match meaning(claim, &target, &scopes) {
        ClaimMeaning::One(read) => Ok(vec![format!(
            "{} | {} | {} | {} | {}",
            read.event,
            read.place.as_ref().map(Name::as_str).unwrap_or_default(),
            read.measure,
            read.group,
            read.count_type
        )]),
        ClaimMeaning::Several(scopes) => Ok(scopes.iter().map(|scope| line(scope)).collect()),
        ClaimMeaning::Nothing(not_here) => Err(not_here),
    }
}

fn of(keep: impl Fn(&Scope) -> bool) -> Vec<Arc<Scope>> {
    ledger().into_iter().filter(|scope| keep(scope)).collect()
}

fn one(sentence: &str, kind: &str) -> String {
    let meant = meant(sentence, &figure(kind)).unwrap_or_default();
    assert_eq!(meant.len(), 1, "{sentence}: {meant:?}");
    meant[0].clone()
}

#[test]
fn a_claim_that_names_the_event_means_the_event_s_own_series() {
    let dam = "Orla dam collapse | Norland > Orla | killed | people | total";
    for sentence in [
        "The Orla dam collapse killed 12 people.",
        "12 people died in the collapse of the Orla dam.",
        "12 died when the dam at Orla gave way.",
        "The dam collapse in Orla, Norland, left 12 dead.",
    ] {
        assert_eq!(one(sentence, "killed people total"), dam, "{sentence}");
    }
    let war = "Karst war | Karst | killed | people | total";
    assert_eq!(one("The Karst war has killed 12 people.", "killed people total"), war);
    assert_eq!(one("Twelve people have died in the war in Karst.", "killed people total"), war);
    let strike = "Karst war > Bren market strike | Karst > Bren | killed | people | total";
    assert_eq!(one("The strike on the Bren market killed 12 people.", "killed people total"), strike);
    assert_eq!(one("12 people died at the Bren market in the Karst war.", "killed people total"), strike);
    let bren = "Karst war | Karst > Bren | killed | people | total";
    assert_eq!(one("The Karst war has killed 12 people in Bren.", "killed people total"), bren);
}

#[test]
fn what_the_words_do_not_tell_is_asked() {
    let asked = |sentence: &str, kind: &str| meant(sentence, &figure(kind)).expect("choices").len();
    assert_eq!(asked("12 people have been killed in Bren.", "killed people total"), 2);
    assert_eq!(asked("12 people are missing in Norland.", "missing people current"), 2);
    assert_eq!(asked("Tamar has 12 cholera cases.", "affected people total"), 2);
    assert_eq!(
        one("12 people are missing in Orla.", "missing people current").matches("Orla dam").count(),
        1
    );
    let mut guard = figure("killed people total");
    guard.said.authority = Some("Civil Guard".into());
    assert!(meant("The Civil Guard says 12 people have died.", &guard).expect("choices").len() > 1);
}

#[test]
fn where_events_and_numbers_take_turns_each_number_has_its_event() {
    let ask = |sentence: &str, numbers: [&str; 2]| {
        let beside = numbers.map(|number| {
            let start = sentence.find(number).expect("a number");
            FoundFigure { span: start..start + number.len(), ..figure("killed people total") }
        });
        let named = named(sentence, &forms());
        let target =
            target(FoundClaim { figure: &beside[1], named: &named, at: 0, beside: &beside, before: None });
        let Target::Events { events, .. } = target else { panic!("{target:?}") };
        events.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let turns = "The Orla dam collapse killed 44 people and the Nymar tunnel fire 18.";
    assert_eq!(ask(turns, ["44", "18"]), ["Nymar tunnel fire"]);
    let behind = "44 died in the Orla dam collapse, 18 in the Nymar tunnel fire.";
    assert_eq!(ask(behind, ["44", "18"]), ["Nymar tunnel fire"]);
    let both = "The Orla dam collapse and the Nymar tunnel fire killed 62 and hurt 130.";
    assert_eq!(ask(both, ["62", "130"]).len(), 2);
}

#[test]
fn what_the_ledger_does_not_have_is_nothing() {
    let nothing = |sentence: &str, figure: &FoundFigure| meant(sentence, figure).expect_err(sentence);
    let killed = figure("killed people total");
    let mut fire = killed.clone();
    fire.event = Some("warehouse fire".into());
    for sentence in
        ["12 people died in the Harl warehouse fire.", "12 people died in the Orla warehouse fire."]
    {
        assert_eq!(nothing(sentence, &fire), NotHere::Event, "{sentence}");
    }
    assert_eq!(nothing("12 people died in the Orla dam fire.", &fire), NotHere::Event);
    let mut place = killed.clone();
    place.place = Some("Harl".into());
    assert_eq!(nothing("In Harl the Karst war has killed 12 people.", &place), NotHere::Place("Harl".into()));
    place.place = Some("northern Karst".into());
    let northern = NotHere::Place("northern Karst".into());
    assert_eq!(nothing("The war has killed 12 people in northern Karst.", &place), northern);
    let mut guard = killed;
    guard.said.authority = Some("Civil Guard".into());
    assert_eq!(nothing("The Civil Guard says 12 died in the Harl disaster.", &guard), NotHere::Event);
}

#[test]
fn measure_group_and_count_type_follow_what_the_event_has() {
    assert_eq!(
        one("Cholera has killed 12 people in Tamar.", "killed people total"),
        "Tamar cholera outbreak | Tamar | died | people | total"
    );
    assert_eq!(
        one("12 Norland soldiers have died in the Karst war.", "killed soldiers total"),
        "Karst war | Karst | killed | soldiers > Norland army | total"
    );
    assert_eq!(
        one("12 Harl soldiers have died in the Karst war.", "killed soldiers total"),
        "Karst war | Karst | killed | soldiers | total"
    );
    assert_eq!(
        one("12 people have been missing since the Orla dam collapse.", "missing people total"),
        "Orla dam collapse | Norland > Orla | missing | people | current"
    );
    assert_eq!(
        one("12 laboratory-confirmed cholera cases are known in Tamar.", "affected people total"),
        "Tamar cholera outbreak | Tamar | affected | people | total"
    );
    assert_eq!(
        one("12 people were detained after the Orla dam collapse.", "detained people total"),
        "Orla dam collapse | Norland > Orla | detained | people | total"
    );
}

#[test]
fn who_says_it_is_known_by_a_name_or_by_a_form_that_fits_one_alone() {
    let voices = ["Norland army", "Karst Health Board", "Orla Health Office", "National Relief Board"];
    let voices = voices.map(|voice| Voice::Authority(name(voice)));
    let said = |printed: &str| {
        let named = named(&format!("12 died, {printed} said."), &forms());
        who(printed, &named, &voices, &Names::default())
    };
    let authority = |text: &str| Some(Voice::Authority(name(text)));
    assert_eq!(said("Civil Guard"), authority("Civil Guard"));
    assert_eq!(said("the army"), authority("Norland army"));
    assert_eq!(said("the Karst board"), authority("Karst Health Board"));
    assert_eq!(said("NRB"), authority("National Relief Board"));
    assert_eq!(said("the health authorities"), authority("the health authorities"));
    assert_eq!(said("mayor of Orla"), authority("mayor of Orla"));
    assert_eq!(said("Orla Echo"), Some(Voice::Publisher(name("Orla Echo"))));
}
