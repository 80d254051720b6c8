//! A store, filled and asked by the use cases of the library: most tests start no process.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;
use tollbook::desk::add::{AddDraft, AddOptions};
use tollbook::desk::amend::figure::{MendOptions, mend};
use tollbook::desk::amend::finding::{self, FindingOptions};
use tollbook::desk::amend::many::{MendManyOptions, mend_many};
use tollbook::desk::amend::names::{self, NameOptions, checked, name_kind};
use tollbook::desk::amend::redact::{self, RedactOptions};
use tollbook::desk::amend::source::{self, SourceOptions};
use tollbook::desk::audit::{AuditOptions, FeedExtent, Settlement, audit};
use tollbook::desk::check::claims::{Claims, GivenClaims};
use tollbook::desk::compare::{CompareOptions, compare};
use tollbook::desk::export::{ExportOptions, export};
use tollbook::desk::held::{HoldOptions, HoldTarget, settle};
use tollbook::desk::import::{ImportExtent, ImportOptions, ImportSink, import};
use tollbook::desk::printed::keep::{KeepOptions, keep};
use tollbook::desk::printed::list::{WorklistExtent, WorklistOptions, worklist};
use tollbook::desk::printed::sign::{SignOptions, sign};
use tollbook::desk::progress::Unheard;
use tollbook::desk::reconcile::{ReconcileOptions, reconcile};
use tollbook::desk::show::{Showing, show};
use tollbook::desk::{Author, Criteria, Error, Memory, Store, add, list, undo, verify};
use tollbook::export as formats;
use tollbook::export::audience::Audience;
use tollbook::intake::settings::Settings;
use tollbook::model::column::Field;
use tollbook::model::date::{Moment, PartialDate, Timestamp};
use tollbook::model::filter::Filter;
use tollbook::model::hold::{Discretion, HoldKind};
use tollbook::model::name::Name;
use tollbook::model::names::NameField;
use tollbook::model::question::Question;
use tollbook::model::recorded::EntryId;
use tollbook::render::style::TextStyle;
use tollbook::render::{csv, text};
use tollbook::report::Report;
use tollbook::report::added::AddReport;
use tollbook::report::amended::AmendReport;
use tollbook::report::answer::{AnswerReport, Explain};
use tollbook::report::comparison::ComparisonReport;
use tollbook::report::finding::FindingReport;
use tollbook::report::folded::FoldedProblems;
use tollbook::report::held::HoldReport;
use tollbook::report::listed;
use tollbook::report::lists::{TableRow, cells, heads};
use tollbook::report::mended::{MendReport, RedactReport};
use tollbook::report::mended_many::MendManyReport;
use tollbook::report::receipt::Receipt;
use tollbook::report::undone::UndoReport;
use tollbook::report::verified::VerifyReport;
use tollbook::report::worklist::PrintedReport;

/// A store in a folder, who works on it, and when.
#[derive(Clone, Debug)]
pub struct Books {
    folder: PathBuf,
    store: PathBuf,
    who: String,
    now: Timestamp,
    /// Why what is recorded is held back.
    hold: Option<String>,
}

/// When things are done where a test does not say it.
const NOW: &str = "2026-06-01T08:00:00Z";

impl Books {
    /// `tollbook.db` in a folder.
    pub fn new(folder: &Path) -> Books {
        let (folder, store) = (folder.to_owned(), folder.join("tollbook.db"));
        Books { folder, store, who: "a tester".into(), now: time(NOW), hold: None }
    }

    /// Another store in the same folder.
    pub fn of(&self, store: &str) -> Books {
        Books { store: self.folder.join(store), ..self.clone() }
    }

    /// The same store at a time.
    pub fn at(&self, now: &str) -> Books {
        Books { now: time(now), ..self.clone() }
    }

    /// The same store with another person at work.
    pub fn by(&self, who: &str) -> Books {
        Books { who: who.to_owned(), ..self.clone() }
    }

    /// The same store, where what is recorded is held back.
    pub fn holding(&self, why: &str) -> Books {
        Books { hold: Some(why.to_owned()), ..self.clone() }
    }

    fn author(&self) -> Author {
        let now = self.now;
        Author { who: self.who.clone(), clock: Box::new(move || now), hold: self.hold.clone() }
    }

    /// The store, opened to be read.
    pub fn open(&self) -> Store {
        let store = Store::open_for_reading(&self.store).expect("a store");
        store.know_discretion(Discretion { now: Some(self.now), ..Discretion::default() });
        store
    }

    /// Holds a figure back.
    pub fn hold(&self, figure: &str) -> Result<HoldReport, Error> {
        self.settle_hold(HoldTarget::Figure(figure.to_owned()), HoldKind::Held)
    }

    /// Releases a figure, or what an entry recorded.
    pub fn release(&self, of: HoldTarget) -> Result<HoldReport, Error> {
        self.settle_hold(of, HoldKind::Released)
    }

    /// Keeps a sentence that was printed on a day.
    pub fn keep(&self, claim: &str, printed_on: &str) -> Result<(), Error> {
        let options = KeepOptions {
            given: GivenClaims { claims: Claims::Sentence(claim.to_owned()), story: None },
            place: Some("front".to_owned()),
            url: None,
            printed_on: Some(PartialDate::read(printed_on).expect("a day")),
            today: self.now.day(),
            dry_run: false,
        };
        keep(&mut self.open_to_write()?, &options, &self.author()).map(drop)
    }

    /// Signs a printed sentence.
    pub fn sign(&self, printed: i64, why: &str) -> Result<(), Error> {
        let options = SignOptions { printed, why: why.to_owned(), dry_run: false };
        sign(&mut self.open_to_write()?, &options, &self.author()).map(drop)
    }

    /// All printed sentences, with what is to be done about each.
    pub fn printed(&self) -> Vec<PrintedReport> {
        let options = WorklistOptions { extent: WorklistExtent::All, ..Default::default() };
        worklist(&self.open(), &options).expect("a list").0
    }

    fn settle_hold(&self, of: HoldTarget, kind: HoldKind) -> Result<HoldReport, Error> {
        let options = HoldOptions { of, kind, why: Some("the desk says so".to_owned()), dry_run: false };
        Ok(settle(&mut self.open_to_write()?, &options, &self.author())?.0)
    }

    fn open_to_write(&self) -> Result<Store, Error> {
        Ok(Store::open_for_writing(&self.store)?)
    }

    /// Imports files of the folder, of which every row has to be good.
    pub fn import(&self, files: &[&str]) -> Vec<Receipt> {
        self.import_with(files, usual())
    }

    /// Imports files of the folder in some way; every row has to be good.
    pub fn import_with(&self, files: &[&str], options: ImportOptions) -> Vec<Receipt> {
        let (receipts, extent) = self.import_as(files, options).expect("imported");
        assert_eq!(extent, ImportExtent::All, "{receipts:?}");
        receipts
    }

    /// Imports files of the folder: a receipt of each, those that were refused at the end.
    pub fn import_as(
        &self,
        files: &[&str],
        options: ImportOptions,
    ) -> Result<(Vec<Receipt>, ImportExtent), Error> {
        let files = files.iter().map(|name| self.folder.join(name)).collect();
        let (options, mut sink) = (ImportOptions { files, ..options }, Receipts::default());
        let imported = import(self.store.clone(), &options, &self.author(), &mut Unheard, &mut sink)?;
        sink.taken.extend(sink.refused);
        Ok((sink.taken, imported.extent))
    }

    /// The receipt of one file of the folder as JSON, with the names of files as they are in the folder.
    pub fn receipt(&self, file: &str, options: ImportOptions, extent: ImportExtent) -> Value {
        let (receipts, found) = self.import_as(&[file], options).expect("imported");
        let folder = format!("{}{}", self.folder.display(), std::path::MAIN_SEPARATOR);
        let text = json(&receipts[0]).to_string().replace(&folder, "");
        assert_eq!(found, extent, "{text}");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Adds a figure by the cells that are given: `[("figure", "12"), ("event", "Flood")]`.
    pub fn add(&self, cells: &[(&str, &str)]) -> Result<AddReport, Error> {
        let cells = cells.iter().map(|(name, cell)| (field(name), (*cell).to_owned())).collect();
        let draft = AddDraft::begin(
            self.store.clone(),
            AddOptions { cells, recorded_on: self.now.day(), dry_run: false },
        )?;
        let plan = draft.plan().map_err(|incomplete| Error::Faults(incomplete.problems))?;
        Ok(add::apply(&plan, &self.author())?.report)
    }

    /// Mends fields of a figure.
    pub fn mend(&self, figure: &str, typos: &[(&str, &str)], why: &str) -> Result<MendReport, Error> {
        let typos = typos.iter().map(|(name, value)| (field(name), (*value).to_owned())).collect();
        let options = MendOptions { figure: figure.to_owned(), typos, why: why.to_owned(), dry_run: false };
        Ok(mend(&mut self.open_to_write()?, &options, &self.author())?.0)
    }

    /// Voids a figure.
    pub fn void(&self, figure: &str, why: &str) -> Result<MendReport, Error> {
        self.mend(figure, &[], why)
    }

    /// Mends a field of all figures that words choose as one entry; without a field voids them.
    pub fn mend_all(
        &self,
        chosen: &str,
        typo: Option<(&str, &str)>,
        why: &str,
    ) -> Result<MendManyReport, Error> {
        let typos = typo.into_iter().map(|(name, value)| (field(name), value.to_owned())).collect();
        let (criteria, why) = (words(chosen), why.to_owned());
        let options = MendManyOptions { criteria, typos, why, dry_run: false, agreed: None };
        Ok(mend_many(&mut self.open_to_write()?, &options, &self.author())?.0)
    }

    /// Erases a text of a figure wherever it stands.
    pub fn redact(&self, figure: &str, name: &str, why: &str) -> Result<RedactReport, Error> {
        let (figure, why, mut store) = (figure.to_owned(), why.to_owned(), self.open_to_write()?);
        let plan =
            redact::plan(&mut store, &RedactOptions { figure, field: field(name), why, dry_run: false })?;
        let erasure = redact::apply(&mut store, plan, &self.author())?;
        erasure.swept.map(|()| erasure.report)
    }

    /// Says something about a name.
    pub fn say(&self, kind: &str, name: &str, field: NameField, value: &str) -> Result<AmendReport, Error> {
        self.say_why(kind, name, (field, value), None)
    }

    /// Says something about a name, with the reason.
    pub fn say_why(
        &self,
        kind: &str,
        name: &str,
        (field, value): (NameField, &str),
        why: Option<&str>,
    ) -> Result<AmendReport, Error> {
        let (kind, name) = (name_kind(kind)?, Name::read(name).expect("a name"));
        let facts = checked(kind, &name, &[(field, value.to_owned())])?;
        let options = NameOptions { name, kind, facts, why: why.map(str::to_owned), dry_run: false };
        names::amend(&mut self.open_to_write()?, &options, &self.author())
    }

    /// Says something about a source.
    pub fn say_of_source(&self, source: &str, said: &[(NameField, &str)]) -> Result<AmendReport, Error> {
        let said = said.iter().map(|(field, value)| (*field, (*value).to_owned())).collect();
        let options = SourceOptions { source: source.to_owned(), said, why: None, dry_run: false };
        source::amend(&mut self.open_to_write()?, &options, &self.author())
    }

    /// Accepts a finding.
    pub fn accept(&self, finding: &str, why: &str) -> Result<AmendReport, Error> {
        let (finding, reason) = (finding.to_owned(), Name::read(why).expect("a reason"));
        let options = FindingOptions { finding, reason, dry_run: false };
        finding::accept(&mut self.open_to_write()?, &options, &self.author())
    }

    /// Takes an entry back.
    pub fn undo(&self, entry: i64) -> Result<UndoReport, Error> {
        let mut store = self.open_to_write()?;
        let plan = undo::plan(&mut store, Some(EntryId(entry)))?;
        undo::apply(&mut store, plan, &self.author())
    }

    /// The answers of a policy, without their fingerprints: those are of one store.
    pub fn answers(&self, policy: &str, criteria: Criteria, explain: Explain) -> Vec<AnswerReport> {
        let answers = self.whole_answers(policy, criteria, explain).into_iter();
        answers.map(|answer| AnswerReport { fingerprint: None, ..answer }).collect()
    }

    /// The answers of a policy.
    pub fn whole_answers(&self, policy: &str, criteria: Criteria, explain: Explain) -> Vec<AnswerReport> {
        let (policy, mut answers) = (policy.to_owned(), Vec::new());
        let options = ReconcileOptions { criteria, policy, explain };
        reconcile(&self.open(), &options, &mut |answer| {
            answers.push(answer.clone());
            Ok(())
        })
        .expect("answers");
        answers
    }

    /// Every answer of the usual policy, with its trace, as JSON.
    pub fn traces(&self) -> Vec<Value> {
        self.answers("range", Criteria::default(), Explain::WithTrace).iter().map(json).collect()
    }

    /// The answers of the usual policy as tidy rows.
    pub fn answer_rows(&self, criteria: Criteria) -> Vec<String> {
        rows(&self.answers("range", criteria, Explain::AnswerOnly))
    }

    /// How two figures stand to each other.
    pub fn compare(&self, figures: [&str; 2]) -> ComparisonReport {
        let figures = figures.map(str::to_owned);
        compare(&self.open(), &CompareOptions { question: Question::default(), figures }).expect("compared")
    }

    /// What an audit finds.
    pub fn findings(&self, settlement: Settlement) -> Vec<FindingReport> {
        let options =
            AuditOptions { criteria: Criteria::default(), settlement, feeds: FeedExtent::Now, limit: None };
        let mut found = Vec::new();
        audit(&self.open(), &options, &mut |part| {
            found.extend(part.finding().cloned());
            Ok(())
        })
        .expect("findings");
        found
    }

    /// Every figure, in the order of recording.
    pub fn figures(&self) -> Vec<Value> {
        self.listed(&Criteria::default())
    }

    /// The figures that are asked for, in the order of recording.
    pub fn listed(&self, criteria: &Criteria) -> Vec<Value> {
        let (columns, mut figures) = (heads(listed::FIGURES), Vec::new());
        list::figures(&self.open(), criteria, &mut |figure| {
            figures.push(json(&TableRow::new(&columns, &cells(listed::FIGURES, figure))));
            Ok(())
        })
        .expect("figures");
        figures
    }

    /// The documents.
    pub fn sources(&self) -> Vec<Value> {
        let (columns, mut sources, store) = (heads(listed::SOURCES), Vec::new(), self.open());
        let asked = list::AskedSources::of(&store, &Criteria::default()).expect("sources");
        asked
            .each(&mut |one| {
                sources.push(json(&TableRow::new(&columns, &cells(listed::SOURCES, one))));
                Ok(())
            })
            .expect("sources");
        sources
    }

    /// What is shown of a figure or a name, as people read it.
    pub fn shown(&self, name: &str) -> String {
        match show(&self.open(), name, Question::default()).expect("shown") {
            Showing::Figure(figure) => told(&*figure),
            Showing::Names(names) => {
                let mut out = Vec::new();
                text::list::table(&mut out, &listed::card(&names), TextStyle::PIPE).expect("text");
                String::from_utf8(out).expect("text")
            }
            other => panic!("{name} names nothing: {other:?}"),
        }
    }

    /// One figure as JSON.
    pub fn figure(&self, name: &str) -> Value {
        match show(&self.open(), name, Question::default()).expect("shown") {
            Showing::Figure(figure) => json(&*figure),
            other => panic!("{name} is no figure: {other:?}"),
        }
    }

    /// Everything in an export format, by the ending of its files.
    pub fn exported(&self, ending: &str) -> String {
        let (format, mut out) = (formats::format(Some(ending)), Vec::new());
        let mut writer =
            (format.begin)(&mut out, &formats::fields(Audience::Internal, &[])).expect("an export");
        let options =
            ExportOptions { criteria: Criteria::default(), with_links: true, audience: Audience::Internal };
        let facts = export(&self.open(), &options, &mut |figures| Ok(writer.figures(figures)?));
        facts.expect("exported").iter().try_for_each(|fact| writer.name(fact)).expect("a fact");
        writer.end().expect("an end");
        String::from_utf8(out).expect("text")
    }

    /// Exports into a file of the folder; a CSV has what is said about names beside it.
    pub fn export(&self, name: &str) {
        let path = self.folder.join(name);
        let ending = path.extension().and_then(|ending| ending.to_str()).expect("an ending");
        std::fs::write(&path, self.exported(ending)).expect("a file");
        let options =
            ExportOptions { criteria: Criteria::default(), with_links: false, audience: Audience::Internal };
        let facts = export(&self.open(), &options, &mut |_| Ok(())).expect("facts");
        if let Some(write_names) = formats::format(Some(ending)).names_beside.filter(|_| !facts.is_empty()) {
            let mut file = std::fs::File::create(path.with_extension("names.csv")).expect("a file");
            write_names(&mut file, &facts).expect("names");
        }
    }

    /// What the verification says.
    pub fn verified(&self) -> VerifyReport {
        verify::verify(&self.open(), Path::new("tollbook.db"), &mut Unheard).expect("verified")
    }

    /// Every link has to hold.
    pub fn verify(&self) {
        let report = self.verified();
        assert!(report.is_whole(), "{:?}", report.faults);
    }
}

/// Keeps what becomes of the files.
#[derive(Default)]
struct Receipts {
    taken: Vec<Receipt>,
    refused: Vec<Receipt>,
}

impl ImportSink for Receipts {
    fn recorded(&mut self, _: EntryId) {}

    fn rows(&mut self, _: &str, _: &FoldedProblems) -> Result<(), Error> {
        Ok(())
    }

    fn taken(&mut self, receipt: Receipt) -> Result<(), Error> {
        self.taken.push(receipt);
        Ok(())
    }

    fn refused(&mut self, _: &Error, receipt: Receipt) {
        self.refused.push(receipt);
    }
}

/// An import without any flag.
pub fn usual() -> ImportOptions {
    ImportOptions {
        files: Vec::new(),
        settings: Settings::default(),
        feed: None,
        snapshot_at: None,
        profile: None,
        profiles: None,
        rejects: None,
        store: None,
        save_profile: false,
        strict: false,
        carry_over: None,
        max_unpacked: None,
        memory: Memory::default(),
        dry_run: false,
    }
}

/// An import that gives a field one value: `--set`.
pub fn with_set(field: &str, value: &str) -> ImportOptions {
    let set = [(field.to_owned(), value.to_owned())].into();
    ImportOptions { settings: Settings { set, ..Settings::default() }, ..usual() }
}

/// A snapshot of a feed as it was at a time.
pub fn snapshot(feed: &str, at: &str) -> ImportOptions {
    ImportOptions { feed: Name::read(feed), snapshot_at: Some(moment(at)), ..usual() }
}

/// A day, or a time that is kept in UTC.
pub fn moment(text: &str) -> Moment {
    let moment = Moment::read(text).expect("a time");
    if moment.time.is_some() { time(text).to_the_second() } else { moment }
}

/// A time as `--now` and `--recorded-by` take it.
pub fn time(text: &str) -> Timestamp {
    Timestamp::read(text).expect("a time")
}

/// What this desk had recorded by a time.
pub fn recorded_by(at: &str) -> Criteria {
    asked(Question { recorded_by: Some(time(at)), ..Question::default() })
}

/// What the public could know at a time.
pub fn known_on(at: &str) -> Criteria {
    asked(Question { known_on: Some(Moment::read(at).expect("a time")), ..Question::default() })
}

/// What holds for a day.
pub fn as_of(day: &str) -> Criteria {
    asked(Question { as_of: Some(PartialDate::read(day).expect("a day")), ..Question::default() })
}

/// Series in whose names these words occur.
pub fn words(words: &str) -> Criteria {
    let words = words.split_whitespace().map(str::to_owned).collect();
    Criteria { filter: Filter { words, ..Filter::default() }, ..Criteria::default() }
}

fn asked(question: Question) -> Criteria {
    Criteria { question, ..Criteria::default() }
}

fn field(name: &str) -> Field {
    Field::from_name(name).expect("a field")
}

/// A report as JSON.
pub fn json(report: &impl Serialize) -> Value {
    serde_json::to_value(report).expect("JSON")
}

/// A report as people read it.
pub fn told(report: &impl Report) -> String {
    let mut out = Vec::new();
    text::draw::report(&mut out, report, TextStyle::PIPE).expect("text");
    String::from_utf8(out).expect("text")
}

/// Reports as the lines of a CSV, the header first.
pub fn rows<R: Report>(reports: &[R]) -> Vec<String> {
    let mut out = Vec::new();
    let mut rows = csv::CsvRows::begin(&mut out, R::columns()).expect("a header");
    for row in reports.iter().flat_map(Report::rows) {
        rows.row(&row).expect("a row");
    }
    rows.end().expect("an end");
    String::from_utf8(out).expect("text").lines().map(str::to_owned).collect()
}
