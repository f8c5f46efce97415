//! What is said and asked while a map is shown at a meeting, and what a step through the years has turned.

use super::record_names::RecordNames;
use super::relations::years;
use super::{Language, Localized, break_sentence, integer, link_sentence, messages, route_line};
use crate::analysis::{Assessment, Case, Route, Verdict, VerdictChange};
use crate::map::{LinkId, LinkageMap, Year};

messages! {
    /// A text of a presentation.
    pub enum PresentText {
        WholeMap: "Toàn cảnh liên kết", "The whole map";
        Targets: "Chỉ tiêu", "Targets";
        SlideGone: "Nội dung của trang đang chiếu đã bị xóa.", "What this slide showed has been deleted.";
        Next: "Tiếp theo", "Next";
        LastSlide: "Hết các trang", "The last slide";
        NoNote: "Trang này không có ghi chú.", "No notes on this slide.";
        Keys: "← → trang · ↑ ↓ từng bước · số rồi Enter: đến trang · G các trang · B màn hình đen · L tia chỉ · S đèn rọi · N ghi chú · T theo bước · E sửa · Ctrl+PageUp/PageDown năm · Esc thoát", "← → slide · ↑ ↓ step · number and Enter: go to a slide · G all slides · B black · L pointer · S spotlight · N notes · T by steps · E edit · Ctrl+PageUp/PageDown year · Esc ends";
        NoChange: "Không mô hình nào thay đổi.", "No model has changed.";
        MeetingChanges: "Đã thay đổi trong buổi họp", "What changed in this meeting";
    }
}

messages! {
    /// A text of the page of slides.
    pub enum SlideText {
        OwnHint: "Khi trình chiếu, các trang này đến sau những trang mà chương trình tự lập: toàn cảnh, chỉ tiêu, từng mô hình, liên kết sắp hết hạn.", "At a meeting these come behind the slides that the program makes by itself: the whole map, the targets, each model, and what lapses.";
        None: "Chưa có trang nào. Hãy xem bản đồ đúng như cần chiếu (tách chuỗi, lọc, chọn năm, phóng to), rồi bấm “Thêm trang từ màn hình”.", "No slides yet. Look at the map as it is to be shown (isolated, filtered, in a year, zoomed), then press “Add this view”.";
        AddThis: "Thêm trang từ màn hình", "Add this view";
        NewTitle: "Trang mới", "New slide";
        Added: "Đã thêm trang. Đặt tên và ghi chú ở mục Trang chiếu.", "Slide added. Its title and notes are on the page Slides.";
        Look: "Xem trên bản đồ", "Show on the map";
        TakeOver: "Lấy theo màn hình", "Take from the screen";
        TakeOverHint: "Trang này sẽ hiện đúng những gì đang xem trên bản đồ.", "This slide will show what is looked at on the map now.";
        TakenOver: "Trang đã lấy theo màn hình", "The slide shows what is on the screen now";
        Earlier: "Đưa lên trước", "Earlier";
        Later: "Đưa xuống sau", "Later";
    }
}

/// "Thay đổi so với năm 2018".
pub fn since_title(year: Year, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Thay đổi so với năm {year}"),
        Language::English => format!("What changed since {year}"),
    }
}

/// "Hết hạn trong năm 2019 và 2020": what the slide of lapsing links is called.
pub fn lapse_title(first: Year, last: Year, language: Language) -> String {
    let years = if first == last { first.to_string() } else { format!("{first}–{last}") };
    match language {
        Language::Vietnamese => format!("Liên kết hết hạn {years}"),
        Language::English => format!("Links that lapse, {years}"),
    }
}

/// The actors of a route with the contracts along it: "HTX A → Công ty B (HĐ 12/2019, đến 2021) → Chợ C".
fn proof_line(route: &Route, map: &LinkageMap, language: Language) -> String {
    let names = RecordNames { map, language };
    let mut line = String::new();
    // An onward route begins with the buyer that the route before it ends with.
    let mut links = route.links.iter();
    for (at, actor) in route.actors.iter().enumerate() {
        if at > 0 {
            line.push_str(" → ");
        }
        line.push_str(&names.actor(*actor));
        if at > 0
            && let Some(terms) = links.next().and_then(|link| link_terms(*link, map, language))
        {
            line.push_str(&format!(" ({terms})"));
        }
    }
    line
}

/// The contract of a link and the years in which it is in force; none where neither is known.
fn link_terms(link: LinkId, map: &LinkageMap, language: Language) -> Option<String> {
    let link = map.links().get(&link)?;
    let contract = (!link.contract.is_empty()).then(|| link.contract.clone());
    let parts: Vec<String> = [contract, years(link, language)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The sentence of one link of a route, or of a break.
pub fn step_sentence(link: LinkId, map: &LinkageMap, year: Year, language: Language) -> String {
    map.links().get(&link).map(|link| format!("{}.", link_sentence(link, map, year, language))).unwrap_or_default()
}

/// What a case comes to, in one line: its proof, with the way on to a market behind an enterprise, or its break.
pub fn case_line(case: &Case, map: &LinkageMap, year: Year, language: Language) -> String {
    match (&case.route, case.breaks.first()) {
        (Some(route), _) if !case.verdict.is_flagged() => {
            let mut proof = proof_line(route, map, language);
            if let Some(onward) = &case.onward {
                // The buyer is named by the route already.
                let buyer = onward.actors.first().map(|id| RecordNames { map, language }.actor(*id));
                proof.push_str(
                    proof_line(onward, map, language).strip_prefix(&buyer.unwrap_or_default()).unwrap_or_default(),
                );
            }
            proof
        }
        (_, Some(first)) => break_sentence(first, map, year, language),
        (Some(route), None) => route_line(&route.actors, map, language),
        (None, None) => String::new(),
    }
}

/// "2020: 1 mô hình yếu đi: Rau an toàn Bình Thủy (…)": what a step to another year has turned.
pub fn year_line(
    year: Year,
    changes: &[(VerdictChange, Option<LinkId>)],
    map: &LinkageMap,
    assessment: &Assessment,
    language: Language,
) -> String {
    /// The most models that are named; the rest are counted.
    const MAX_NAMED: usize = 3;
    let turned = |is_wanted: fn(Verdict, Verdict) -> bool| {
        let both =
            |(change, _): &&(VerdictChange, _)| change.before.zip(change.after).is_some_and(|(a, b)| is_wanted(a, b));
        changes.iter().filter(both).collect::<Vec<_>>()
    };
    let part = |of: &[&(VerdictChange, Option<LinkId>)], is_worse: bool| {
        let named = of.iter().take(MAX_NAMED).map(|(change, ended)| {
            let name = map.models().get(&change.model).map_or("", |model| model.name.as_str());
            let verdict = change.after.map_or("", |verdict| verdict.text(language));
            let cases = assessment.models.get(&change.model).into_iter().flat_map(|model| &model.cases);
            let broken = cases.flat_map(|case| &case.breaks).find(|_| is_worse);
            let ended =
                ended.filter(|_| is_worse).and_then(|link| map.links().get(&link)).and_then(|link| link.to_year);
            match (ended, broken, language) {
                (Some(last), _, Language::Vietnamese) => format!("{name} ({verdict}, hợp đồng hết năm {last})"),
                (Some(last), _, Language::English) => format!("{name} ({verdict}, contract ended in {last})"),
                (None, Some(at), _) => format!("{name} ({verdict}, {})", at.reason.text(language)),
                (None, None, _) => format!("{name} ({verdict})"),
            }
        });
        let names = named.collect::<Vec<_>>().join("; ");
        let more = if of.len() > MAX_NAMED { "; …" } else { "" };
        let count = integer(of.len() as u64, language);
        match (language, is_worse) {
            (Language::Vietnamese, true) => format!("{count} mô hình yếu đi: {names}{more}"),
            (Language::Vietnamese, false) => format!("{count} mô hình mạnh lên: {names}{more}"),
            (Language::English, true) => {
                format!("{count} model{} weaker: {names}{more}", if of.len() == 1 { "" } else { "s" })
            }
            (Language::English, false) => {
                format!("{count} model{} stronger: {names}{more}", if of.len() == 1 { "" } else { "s" })
            }
        }
    };
    let (worse, better) = (turned(|before, after| after > before), turned(|before, after| after < before));
    let parts = [(worse, true), (better, false)].into_iter().filter(|(of, _)| !of.is_empty());
    let parts: Vec<String> = parts.map(|(of, is_worse)| part(&of, is_worse)).collect();
    let words = if parts.is_empty() {
        PresentText::NoChange.text(language).trim_end_matches('.').to_owned()
    } else {
        parts.join(" · ")
    };
    format!("{year}: {words}.")
}
