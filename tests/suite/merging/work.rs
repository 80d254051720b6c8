//! What a desk does on its days, by chance: imports, additions, amendments, snapshots of feeds, redactions, undos.

use tollbook::desk::audit::Settlement;
use tollbook::desk::held::HoldTarget;
use tollbook::model::names::NameField;
use tollbook::model::recorded::EntryId;

use crate::books::{Books, snapshot, usual};
use crate::desk::{Desk, ask};
use crate::simulation::dice::Dice;

/// The header of all files.
pub const HEADER: &str = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,speaker,publisher,title,url,archive_url,language,quote,note,relation,target,reason,reason_by";

const TENS: [&str; 6] = ["ten", "twenty", "thirty", "forty", "fifty", "sixty"];

/// A desk at its work.
pub struct Work<'d> {
    desk: &'d Desk,
    store: String,
    dice: Dice,
    /// Minutes since the beginning; it may go backwards.
    clock: i64,
    serial: usize,
    /// When the feed was last looked at, in minutes.
    looked: i64,
}

impl<'d> Work<'d> {
    /// A desk whose clock begins at a minute.
    pub fn new(desk: &'d Desk, store: &str, seed: u64, clock: i64) -> Work<'d> {
        Work { desk, store: store.to_owned(), dice: Dice::new(seed), clock, serial: 0, looked: clock }
    }

    /// Does some things. What cannot be done (void what is not there) does nothing.
    pub fn go_on(&mut self, things: usize) {
        for _ in 0..things {
            self.clock += 1 + self.dice.below(40) as i64;
            if self.dice.chance(10) {
                self.clock -= 90;
            }
            self.serial += 1;
            match self.dice.below(41) {
                0..=5 => self.import(),
                6..=8 => self.shared_file(),
                9..=11 => self.link(),
                12 => self.add(),
                13 | 14 => self.typo(),
                15 => self.void(),
                16..=18 => self.say(),
                19 => self.settle(),
                20 => self.redact(),
                21..=23 => self.snapshot(),
                24..=27 => self.counted_again(),
                28..=30 => self.mend_what_all_have(),
                31 => self.settle_difference(),
                32 => self.hold_file(),
                33 if self.dice.chance(50) => self.hold_one(),
                33 => self.embargo(),
                34 => self.release(),
                35 => self.keep(),
                36 => self.sign(),
                _ => self.undo(),
            }
        }
    }

    /// The store at its minute, with its own person at work. What cannot be done is left.
    fn books(&self) -> Books {
        self.desk.of(&self.store).at(&moment(self.clock)).by(&self.store)
    }

    fn import_file(&self, name: &str, rows: &[String]) {
        self.bring(&self.books(), name, rows);
    }

    /// As [`import_file`](Self::import_file), and what it brings is held back.
    fn import_held(&self, name: &str, rows: &[String]) {
        self.bring(&self.books().holding("not yet"), name, rows);
    }

    fn bring(&self, books: &Books, name: &str, rows: &[String]) {
        self.desk.file(name, format!("{HEADER}\n{}\n", rows.join("\n")));
        let _ = books.import_as(&[name], usual());
    }

    fn name(&self) -> String {
        format!("{}-{}", self.store.trim_end_matches(".db"), self.serial)
    }

    fn import(&mut self) {
        let name = self.name();
        let rows: Vec<String> = (0..1 + self.dice.below(4))
            .map(|at| row(&mut self.dice, &format!("{name}-{at}"), "", ""))
            .collect();
        self.import_file(&format!("{name}.csv"), &rows);
    }

    /// A file that is held back; now and then one that other desks have as well.
    fn hold_file(&mut self) {
        if self.dice.chance(30) {
            return self.shared(true);
        }
        let name = self.name();
        let rows: Vec<String> = (0..1 + self.dice.below(3))
            .map(|at| row(&mut self.dice, &format!("{name}-{at}"), "", ""))
            .collect();
        self.import_held(&format!("{name}.csv"), &rows);
    }

    /// Holds a figure back that counted.
    fn hold_one(&mut self) {
        if let Some(id) = self.figure() {
            let _ = self.books().hold(&id);
        }
    }

    /// Releases what an entry recorded, or one figure of it.
    fn release(&mut self) {
        let held = self.all("SELECT entry FROM held_entry ORDER BY entry");
        let id = held.get(self.dice.below(held.len().max(1)));
        let _ = match id {
            Some(id) if self.dice.chance(60) => {
                let entry = EntryId(id.parse().expect("a number"));
                self.books().release(HoldTarget::Entry(entry))
            }
            _ => {
                let ids = self.all("SELECT id FROM figures WHERE status = 'held' ORDER BY id");
                let Some(id) = ids.get(self.dice.below(ids.len().max(1))) else { return };
                self.books().release(HoldTarget::Figure(id.clone()))
            }
        };
    }

    /// A figure that is not to be printed before a time: one that has come when the desks are asked, or one that has not.
    fn embargo(&mut self) {
        let until = self.dice.pick(&["2024-03-01T06:00+02:00", "2099-03-01T06:00Z"]);
        let (count, day) = ((10 + self.dice.below(40)).to_string(), self.dice.below(4));
        let day = format!("2024-01-1{day}");
        self.add_one(&count, &day, "Body 1", until);
    }

    /// Keeps a sentence that was printed: other desks may have printed it too.
    fn keep(&mut self) {
        let (count, day) = (10 * (1 + self.dice.below(6)), self.dice.below(4));
        let claim = format!(
            "Body {} said that {count} people were killed in the Exercise flood in North.",
            self.dice.below(2)
        );
        let _ = self.books().keep(&claim, &format!("2024-01-1{day}"));
    }

    /// Signs one of them.
    fn sign(&mut self) {
        let ids = self.all("SELECT id FROM printed ORDER BY id");
        if let Some(id) = ids.get(self.dice.below(ids.len().max(1))) {
            let _ = self.books().sign(id.parse().expect("a number"), "mended on the page");
        }
    }

    /// A file that every desk may get: the same bytes everywhere.
    fn shared_file(&mut self) {
        self.shared(false);
    }

    fn shared(&mut self, is_held: bool) {
        let which = self.dice.below(3);
        let mut dice = Dice::new(which as u64);
        let rows: Vec<String> = (0..3).map(|at| row(&mut dice, &format!("s{which}-{at}"), "", "")).collect();
        let name = format!("shared-{which}.csv");
        match is_held {
            false => self.import_file(&name, &rows),
            true => self.import_held(&name, &rows),
        }
    }

    /// A file that every desk may get, of five days: each moves all of them by one offset against the one before it. The
    /// last prints a date that lies ahead of some desks' clocks, and two numbers for one day.
    fn counted_again(&mut self) {
        let which = self.dice.below(3);
        let published = ["2024-01-20", "2024-01-22", "2024-02-05"][which];
        let publisher = self.dice.pick(&["Courier", "Courrier"]);
        let row = |day: usize, more: usize| {
            format!(
                "c{which}-{day}-{more},Exercise siege,North,killed,total,{},2024-01-1{day},{published},Body 0,,{publisher},,,,,,,,,,",
                100 * (day + 1) + 10 * which + more
            )
        };
        let mut rows: Vec<String> = (0..5).map(|day| row(day, 0)).collect();
        rows.extend((which == 2).then(|| row(4, 3)));
        self.import_file(&format!("counted-{which}-{publisher}.csv"), &rows);
    }

    /// A row that declares something of a figure of another file.
    fn link(&mut self) {
        let refs = self.all("SELECT DISTINCT ref FROM ref ORDER BY ref");
        if refs.is_empty() {
            return self.import();
        }
        let target = refs[self.dice.below(refs.len())].clone();
        let relation = self.dice.pick(&[
            "revises",
            "corrects",
            "retracts",
            "disowns",
            "reinstates",
            "derived_from",
            "rebases",
            "redefines",
        ]);
        let name = self.name();
        let one = row(&mut self.dice, &name, relation, &target);
        self.import_file(&format!("{name}.csv"), &[one]);
    }

    fn add(&mut self) {
        let (count, day) = (self.dice.below(6), self.dice.below(4));
        let who = format!("Body {}", self.dice.below(3));
        let (count, day) = (format!("at least {}", 10 + count), format!("2024-01-1{day}"));
        self.add_one(&count, &day, &who, "");
    }

    /// Adds a figure by hand; an empty embargo is none.
    fn add_one(&self, count: &str, day: &str, who: &str, embargo_until: &str) {
        let mut cells = vec![
            ("figure", count),
            ("event", "Exercise flood"),
            ("place", "North"),
            ("measure", "killed"),
            ("count_type", "total"),
            ("as_of", day),
            ("published_on", "2024-01-15"),
            ("authority", who),
            ("publisher", "Wire"),
        ];
        cells.extend((!embargo_until.is_empty()).then_some(("embargo_until", embargo_until)));
        let _ = self.books().add(&cells);
    }

    fn figure(&mut self) -> Option<String> {
        let ids = self.all("SELECT id FROM figure ORDER BY id");
        (!ids.is_empty()).then(|| ids[self.dice.below(ids.len())].clone())
    }

    fn typo(&mut self) {
        let Some(id) = self.figure() else { return };
        let what = match self.dice.below(4) {
            0 => ("figure", (15 + self.dice.below(3)).to_string()),
            1 => ("as_of", format!("2024-01-1{}", self.dice.below(4))),
            2 => ("quote", format!("mended {}", self.dice.below(2))),
            _ => ("note", format!("mended {}", self.dice.below(3))),
        };
        let _ = self.books().mend(&id, &[(what.0, &what.1)], "a slip");
    }

    /// Mends a figure of the beginning, which other desks may mend too; or one that such a mend put in its place.
    fn mend_what_all_have(&mut self) {
        let ids = self.all("SELECT id FROM figure ORDER BY id LIMIT 3");
        let Some(first) = ids.get(self.dice.below(ids.len().max(1))) else { return };
        let in_its_place =
            self.all(&format!("SELECT other FROM act WHERE figure = {first} AND what = 'void'"));
        let id = in_its_place.last().filter(|other| !other.is_empty()).unwrap_or(first);
        let number = (11 + self.dice.below(3)).to_string();
        let _ = match self.dice.below(8) {
            0 => self.books().void(id, "entered twice").map(drop),
            1 => self.books().mend(id, &[("place", "South")], "a slip").map(drop),
            _ => self.books().mend(id, &[("figure", &number)], "misread").map(drop),
        };
    }

    /// Looks at the source of what desks read differently: it may say what holds.
    fn settle_difference(&mut self) {
        if !self.desk.path(&self.store).exists() {
            return;
        }
        let found = self.books().findings(Settlement::Open);
        let Some(differ) = found.iter().find(|one| one.finding == "desks_differ") else { return };
        let (id, number) = (differ.figures[0].to_string(), (11 + self.dice.below(3)).to_string());
        let _ = self.books().mend(&id, &[("figure", &number)], "the source says so");
    }

    fn void(&mut self) {
        if let Some(id) = self.figure() {
            let _ = self.books().void(&id, "entered twice");
        }
    }

    fn say(&mut self) {
        let (who, value) = (self.dice.below(3), self.dice.below(3));
        let name = format!("Body {who}");
        let (field, value) = match self.dice.below(6) {
            0 => (NameField::Rank, (value + 1).to_string()),
            1 => (NameField::Kind, ["government", "military", "health"][value].to_owned()),
            2 => (NameField::SayAs, format!("the body {value}")),
            3 => (NameField::Under, format!("Body {}", (who + 1) % 3)),
            4 => {
                let (event, days) = ("Exercise flood", ["1d", "2d", "9d"][value]);
                let _ = self.books().say("event", event, NameField::StaleAfter, days);
                return;
            }
            _ => (NameField::SameAs, format!("Body {}", (who + 1) % 3)),
        };
        let _ = self.books().say("authority", &name, field, &value);
    }

    /// Settles the first finding that is open.
    fn settle(&mut self) {
        if !self.desk.path(&self.store).exists() {
            return;
        }
        let found = self.books().findings(Settlement::Open);
        let Some(finding) = found.first() else { return };
        let mut named = finding.finding.to_owned();
        if let Some(id) = finding.figures.first() {
            named += &format!(":{id}");
        }
        let _ = self.books().accept(&named, "looked at");
    }

    fn redact(&mut self) {
        if let Some(id) = self.figure() {
            let field = self.dice.pick(&["quote", "note", "speaker", "url"]);
            let _ = self.books().redact(&id, field, "a court order");
        }
    }

    /// Another look at a feed that all desks watch, each at times of its own.
    fn snapshot(&mut self) {
        let mut rows = Vec::new();
        for (place, day) in [("North", 0), ("North", 1), ("South", 0), ("South", 1)] {
            if self.dice.chance(70) {
                let count = 1 + self.dice.below(3);
                rows.push(format!(
                    "Exercise feed,{place},killed,total,{count},2024-01-1{day},Ministry,Gazette"
                ));
            }
        }
        let name = format!("{}.csv", self.name());
        let header = "event,place,measure,count_type,figure,as_of,authority,publisher";
        self.desk.file(&name, format!("{header}\n{}\n", rows.join("\n")));
        self.looked = self.clock.max(self.looked + 1);
        let _ = self.books().import_as(&[&name], snapshot("gazette", &moment(self.looked)));
    }

    /// Takes back any entry; an undo, too, and one that came from another desk.
    fn undo(&mut self) {
        let entries = self.all("SELECT id FROM entry ORDER BY id");
        if !entries.is_empty() {
            let id = &entries[self.dice.below(entries.len())];
            let _ = self.books().undo(id.parse().expect("a number"));
        }
    }

    fn all(&self, sql: &str) -> Vec<String> {
        all(self.desk, &self.store, sql)
    }
}

/// One column of all rows of an answer; nothing where there is no store.
pub fn all(desk: &Desk, store: &str, sql: &str) -> Vec<String> {
    let path = desk.path(store);
    if !path.exists() {
        return Vec::new();
    }
    ask(&path, sql).expect("an answer").lines().map(str::to_owned).collect()
}

/// A row: two bodies, four days, six counts, so that desks often say the same, in the same words or in others.
fn row(dice: &mut Dice, reference: &str, relation: &str, target: &str) -> String {
    let place = if dice.chance(75) { "North" } else { "South" };
    let count = dice.below(6);
    let figure = match dice.below(6) {
        0 => TENS[count].to_owned(),
        1 => format!("\"{}, including 5 children\"", (count + 1) * 10),
        2 => format!("at least {}", (count + 1) * 10),
        _ => ((count + 1) * 10).to_string(),
    };
    let day = format!("2024-01-1{}", dice.below(4));
    let published = format!("2024-01-1{}", 4 + dice.below(2));
    let who = dice.below(4);
    let who = if who == 3 { String::new() } else { format!("Body {who}") };
    let speaker = dice.pick(&["", "", "A spokesman"]);
    let source = dice.pick(&[
        "Wire,,,,",
        "Wire,First report,https://wire.example/1,,",
        "Wire,Second report,https://wire.example/1,,en",
        "Wire,Third,https://wire.example/1,https://archive.example/1,",
        "Courier,Toll rises,,,",
    ]);
    let quote = if dice.chance(30) { format!("quote {}", dice.below(3)) } else { String::new() };
    let note = if dice.chance(30) { format!("note {}", dice.below(3)) } else { String::new() };
    let reason = if relation == "revises" && dice.chance(50) { "late_reports,AFP" } else { "," };
    format!(
        "{reference},Exercise flood,{place},killed,total,{figure},{day},{published},{who},{speaker},{source},{quote},{note},{relation},{target},{reason}"
    )
}

/// A minute of February 2024.
fn moment(minute: i64) -> String {
    let minute = minute.rem_euclid(28 * 1440);
    format!("2024-02-{:02}T{:02}:{:02}:00Z", 1 + minute / 1440, minute / 60 % 24, minute % 60)
}
