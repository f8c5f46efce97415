//! One sentence for each finding, naming the records and years concerned.

use super::finding_parts::SentenceParts;
use super::record_names::RecordNames;
use super::{Language, begin_sentence, integer};
use crate::analysis::{AmountBasis, CooperativeLaw, Finding, FindingCode, MemberMinimum, Verdict};
use crate::map::{ActorKind, LinkageMap, Year};

/// The sentence for a finding in a year.
pub fn finding_sentence(finding: &Finding, map: &LinkageMap, year: Year, language: Language) -> String {
    let names = RecordNames { map, language };
    let sentence = match language {
        Language::Vietnamese => vietnamese(finding, names, year),
        Language::English => english(finding, names, year),
    };
    let actor = finding.actors().iter().take(1).map(|actor| names.actor(*actor));
    let product = finding.products().iter().take(1).map(|product| names.product(*product));
    begin_sentence(sentence, actor.chain(product))
}

/// One sentence for many findings of one kind: "1.596 tác nhân chưa có liên kết: HTX A, HTX B và 1.594 trường hợp khác."
pub fn alike_findings_sentence(findings: &[&Finding], map: &LinkageMap, language: Language) -> String {
    let names = RecordNames { map, language };
    let Some(first) = findings.first() else { return String::new() };
    let count = integer(findings.len() as u64, language);
    let subjects = names.list(findings, |finding| names.subject(finding), names.localized("trường hợp khác", "more"));
    format!("{count} {}: {subjects}.", plural(first.code(), language))
}

/// What many findings of a code are, after their number.
fn plural(code: FindingCode, language: Language) -> &'static str {
    let (vietnamese, english) = match code {
        FindingCode::ModelWithoutCore => ("mô hình chưa có nòng cốt", "models without a core actor"),
        FindingCode::ModelWithoutProduct => ("mô hình chưa ghi sản phẩm", "models without a product"),
        FindingCode::ModelNoBuyer => ("mô hình chưa có đầu ra", "models without a buyer"),
        FindingCode::ModelOnPaper => ("mô hình mới trên giấy", "models on paper"),
        FindingCode::ProductLoop => ("nhóm sản phẩm bao hàm nhau thành vòng", "groups of products part of each other"),
        FindingCode::ConversionLoop => {
            ("vòng chế biến làm tăng lượng hàng", "circles of conversions that multiply goods")
        }
        FindingCode::ModelStopsShort => ("mô hình dừng ở doanh nghiệp", "models that stop short"),
        FindingCode::DependsOnOne => ("tác nhân mà mô hình phụ thuộc vào", "actors that models depend on"),
        FindingCode::MemberLeftOut => ("thành viên chưa có đầu ra", "members left out"),
        FindingCode::ProducerWithoutBuyer => ("nơi sản xuất chưa có đầu ra", "producers without a buyer"),
        FindingCode::ContractLapsed => ("hợp đồng đã hết hạn", "lapsed contracts"),
        FindingCode::ContractLapsing => ("hợp đồng sắp hết hạn", "contracts about to lapse"),
        FindingCode::ChannelBroken => ("kênh tiêu thụ bị đứt", "broken channels"),
        FindingCode::DeadEnd => ("nơi hàng đến rồi dừng", "dead ends"),
        FindingCode::ChannelSharesExceed => {
            ("sản phẩm có các kênh tiêu thụ vượt 100%", "products with channels above 100%")
        }
        FindingCode::SharesExceed => ("trường hợp tỷ trọng vượt 100%", "cases of shares above 100%"),
        FindingCode::DuplicateActor => ("nhóm tác nhân có thể trùng", "possible duplicates"),
        FindingCode::ActorIsolated => ("tác nhân chưa có liên kết nào", "actors without any link"),
        FindingCode::ModelLoose => ("mô hình lỏng lẻo", "models loosely linked"),
        FindingCode::ContractTooShort => ("hợp đồng quá ngắn", "contracts too short"),
        FindingCode::ContractWithoutDates => ("hợp đồng chưa ghi năm", "contracts without dates"),
        FindingCode::LinkWithoutProduct => ("liên kết chưa ghi sản phẩm", "links without a product"),
        FindingCode::LinkWithoutForm => ("liên kết chưa rõ hình thức", "links without a form"),
        FindingCode::AgainstStageOrder => ("liên kết ngược khâu", "links against the stages"),
        FindingCode::SelfLink => ("liên kết nối với chính mình", "links from an actor to itself"),
        FindingCode::SharesUnaccounted => ("trường hợp tỷ trọng chưa đủ 100%", "cases of shares below 100%"),
        FindingCode::TargetMissed => ("chỉ tiêu chưa đạt", "targets missed"),
        FindingCode::TargetNotJudged => ("chỉ tiêu chưa xét được", "targets not judged"),
        FindingCode::BelowLegalMinimum => {
            ("tổ chức dưới mức tối thiểu theo luật", "organisations below the legal minimum")
        }
        FindingCode::SupplyWithoutOutlet => ("phần sản lượng chưa có đầu ra", "supplies without an outlet"),
        FindingCode::VolumeImbalance => ("trường hợp sản lượng không cân đối", "volumes out of balance"),
        FindingCode::StageEmpty => ("trường hợp thiếu khâu", "empty or skipped stages"),
    };
    match language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    }
}

fn vietnamese(finding: &Finding, names: RecordNames<'_>, year: Year) -> String {
    let parts = SentenceParts::of(finding, names);
    let SentenceParts { actors, products, goods, models, ends, details, channel, .. } = &parts;
    let SentenceParts { stages, first_year, last_year, term, sum, rest, amount, .. } = &parts;
    let SentenceParts { named_stages, volumes, target, due_year, expected: due, .. } = &parts;
    let as_of = match (finding.basis(), finding.figure_year()) {
        (AmountBasis::MemberLinks, _) => " (theo liên kết trên bản đồ)".to_owned(),
        (_, year) => year.map(|year| format!(" (số liệu năm {year})")).unwrap_or_default(),
    };
    let at_least = if finding.basis() == AmountBasis::AtLeast { "ít nhất " } else { "" };
    match finding.code() {
        FindingCode::ModelWithoutCore => format!("{models} chưa có tác nhân nòng cốt nên chưa xét được."),
        FindingCode::ModelWithoutProduct => format!("{models} chưa ghi sản phẩm nên chưa xét được."),
        FindingCode::ModelNoBuyer => {
            format!("{models} chưa có đầu ra: không có tuyến tiêu thụ nào đưa {goods} tới bên mua.")
        }
        FindingCode::ModelOnPaper => format!(
            "{models} mới trên giấy: năm {year}, {goods} chỉ tới được bên mua nếu tính cả {}.",
            names.links_with_status(finding.links(), year)
        ),
        FindingCode::ProductLoop => format!("{products} bao hàm lẫn nhau thành vòng tròn."),
        FindingCode::ConversionLoop if finding.products().len() == 1 => {
            format!("{products} được {actors} chế biến ra chính nó, mỗi lần nhân lượng hàng lên {amount} lần.")
        }
        FindingCode::ConversionLoop => {
            format!("{products} được chế biến thành vòng tròn, mỗi vòng nhân lượng hàng lên {amount} lần.")
        }
        FindingCode::TargetMissed => {
            format!("Chỉ tiêu “{}” đến năm {due_year} mới đạt {}, mục tiêu là {}.", target.0, target.1, target.2)
        }
        FindingCode::BelowLegalMinimum => {
            let ([counted, required], article) = member_rule(finding, names, year);
            format!("{actors} có {amount} {counted}{as_of}, dưới mức tối thiểu {due} {required}{article}.")
        }
        FindingCode::SupplyWithoutOutlet if volumes.0 == volumes.1 => format!(
            "Toàn bộ {} {products} của {actors} chưa có đường tới bên mua{}.",
            volumes.1,
            names.bottlenecks(finding.links())
        ),
        FindingCode::SupplyWithoutOutlet => format!(
            "{at_least}{} trên {} {products} của {actors} chưa có đường tới bên mua{}.",
            volumes.0,
            volumes.1,
            names.bottlenecks(finding.links())
        ),
        FindingCode::VolumeImbalance => {
            format!("{actors} bán ra {} {products}, trong khi có {} để bán.", volumes.0, volumes.1)
        }
        FindingCode::StageEmpty if finding.products().is_empty() => {
            format!("Khâu {named_stages} chưa có tác nhân nào.")
        }
        FindingCode::StageEmpty => format!("Chuỗi {products} không đi qua khâu {named_stages}."),
        FindingCode::ModelStopsShort => format!(
            "{models} dừng ở doanh nghiệp: {goods} tới được doanh nghiệp, nhưng từ đó chưa thấy đường \
             ra thị trường."
        ),
        FindingCode::DependsOnOne => format!("Nếu không còn {actors}, {models} mất đầu ra."),
        FindingCode::MemberLeftOut => {
            format!("{actors} thuộc {models} nhưng {products} của họ chưa tới được bên mua nào.")
        }
        FindingCode::ProducerWithoutBuyer => {
            format!("{actors} có {products} nhưng không thuộc mô hình nào và chưa có đầu ra.")
        }
        FindingCode::ContractLapsed => {
            let would_be = match finding.verdict() {
                Some(Verdict::Firm) => "có đầu ra vững chắc",
                Some(Verdict::Loose) => "có đầu ra, tuy còn lỏng lẻo",
                _ => "tới được doanh nghiệp",
            };
            match names.other_contracts(finding.links()) {
                None => {
                    format!("Hợp đồng {ends}{details} đã hết hạn năm {last_year}; nếu ký lại, {models} sẽ {would_be}.")
                }
                Some(others) => format!(
                    "Hợp đồng {ends}{details} đã hết hạn năm {last_year}; nếu ký lại cùng với {others}, {models} sẽ {would_be}."
                ),
            }
        }
        FindingCode::ContractLapsing => {
            format!("Hợp đồng {ends}{details} sẽ hết hạn cuối năm {last_year}; {models} đang dựa vào hợp đồng này.")
        }
        FindingCode::ChannelBroken => {
            format!("Kênh “{channel}” bị đứt: chưa có liên kết {ends} cho {products}.")
        }
        FindingCode::DeadEnd => {
            format!(
                "Hàng đến {actors} rồi dừng lại: không có liên kết nào có hiệu lực đưa hàng đi tiếp, và đây không phải bên mua."
            )
        }
        FindingCode::ChannelSharesExceed => {
            format!(
                "Các kênh tiêu thụ {products} cộng lại là {sum} sản lượng, vượt 100%. Nếu đây là tỷ lệ số hộ hoặc tác nhân, hãy ghi vào ô “tỷ lệ số tác nhân”."
            )
        }
        FindingCode::TargetNotJudged => {
            format!("Chỉ tiêu “{}” năm {due_year} chưa xét được{}.", target.0, names.missing(finding))
        }
        FindingCode::SharesExceed => format!("Tỷ trọng bán {products} của {actors} cộng lại là {sum}, vượt 100%."),
        FindingCode::DuplicateActor => match names.common_code(finding.actors()) {
            Some(code) => format!("{actors} có thể là một: cùng mã số {code}."),
            None => format!("{actors} có thể là một: cùng tên, cùng loại, cùng một nơi."),
        },
        FindingCode::ActorIsolated => format!("{actors} chưa có liên kết nào."),
        FindingCode::ModelLoose => format!(
            "{models} còn lỏng lẻo: {goods} chỉ tới bên mua qua thỏa thuận, mua bán tự do hoặc liên \
             kết chưa rõ hình thức."
        ),
        FindingCode::ContractTooShort => format!(
            "Hợp đồng {ends}{details} {} là {term} năm, dưới mức tối thiểu {amount} năm để \
             được hỗ trợ theo Nghị định 98/2018/NĐ-CP, Điều 11.",
            if first_year == last_year {
                format!("chỉ trong năm {first_year}")
            } else {
                format!("từ {first_year} đến {last_year}")
            }
        ),
        FindingCode::ContractWithoutDates => {
            format!("Hợp đồng {ends}{details} chưa ghi năm bắt đầu và năm kết thúc.")
        }
        FindingCode::SelfLink => format!("{actors} có liên kết với chính mình{details}."),
        FindingCode::LinkWithoutProduct => format!("Liên kết {ends} chưa ghi sản phẩm."),
        FindingCode::LinkWithoutForm => format!("Liên kết {ends}{details} chưa rõ hình thức."),
        FindingCode::AgainstStageOrder => {
            format!("Liên kết {ends} đi ngược, từ khâu {} về khâu {}.", stages.0, stages.1)
        }
        FindingCode::SharesUnaccounted => {
            format!("Tỷ trọng bán {products} của {actors} mới cộng được {sum}; còn {rest} chưa rõ bán đi đâu.")
        }
    }
}

/// What is counted of members, what the law counts, and the law: "thành viên", "thành viên chính thức", " (Luật HTX 2023,
/// khoản 7 Điều 4)".
fn member_rule(finding: &Finding, names: RecordNames<'_>, year: Year) -> ([&'static str; 2], String) {
    let actor = finding.actors().first().and_then(|id| names.map.actors().get(id));
    let kind = actor.map(|actor| actor.kind_in(year)).unwrap_or_default();
    let noun = match (kind, finding.amount()) {
        (ActorKind::Union, Some(1.0)) => names.localized("hợp tác xã thành viên", "member cooperative"),
        (ActorKind::Union, _) => names.localized("hợp tác xã thành viên", "member cooperatives"),
        (_, Some(1.0)) => names.localized("thành viên", "member"),
        _ => names.localized("thành viên", "members"),
    };
    let rule = MemberMinimum::in_year(kind, year);
    let required = match (kind, rule.map(|rule| rule.law)) {
        (ActorKind::Cooperative, Some(CooperativeLaw::Law2023)) => {
            names.localized("thành viên chính thức", "official members")
        }
        (ActorKind::Union, _) => names.localized("hợp tác xã thành viên", "member cooperatives"),
        _ => names.localized("thành viên", "members"),
    };
    let article = rule.map(|rule| {
        let law = match rule.law {
            CooperativeLaw::Law2012 => names.localized("Luật HTX 2012", "Cooperative Law 2012"),
            CooperativeLaw::Law2023 => names.localized("Luật HTX 2023", "Cooperative Law 2023"),
        };
        match (rule.article.split_once('.'), names.language) {
            (Some((article, clause)), Language::Vietnamese) => format!(" ({law}, khoản {clause} Điều {article})"),
            (None, Language::Vietnamese) => format!(" ({law}, Điều {})", rule.article),
            (_, Language::English) => format!(" ({law}, art. {})", rule.article),
        }
    });
    ([noun, required], article.unwrap_or_default())
}

fn english(finding: &Finding, names: RecordNames<'_>, year: Year) -> String {
    let parts = SentenceParts::of(finding, names);
    let SentenceParts { actors, products, goods, models, ends, details, channel, .. } = &parts;
    let SentenceParts { stages, first_year, last_year, term, sum, rest, amount, .. } = &parts;
    let SentenceParts { named_stages, volumes, target, due_year, expected: due, .. } = &parts;
    let (would_lose, rest_on) = match finding.models().len() {
        1 => ("would lose its buyer", "rests on it"),
        _ => ("would lose their buyers", "rest on it"),
    };
    let of_actors = |one: &'static str, many: &'static str| if finding.actors().len() == 1 { one } else { many };
    let (has, its) = (of_actors("has", "have"), of_actors("its", "their"));
    let years = |count: &str| if count == "1" { "1 year".to_owned() } else { format!("{count} years") };
    let as_of = match (finding.basis(), finding.figure_year()) {
        (AmountBasis::MemberLinks, _) => " (by the links on the map)".to_owned(),
        (_, year) => year.map(|year| format!(" (figure of {year})")).unwrap_or_default(),
    };
    let at_least = if finding.basis() == AmountBasis::AtLeast { "at least " } else { "" };
    match finding.code() {
        FindingCode::ModelWithoutCore => format!("{models} has no core actor, so it cannot be judged."),
        FindingCode::ModelWithoutProduct => format!("{models} names no product, so it cannot be judged."),
        FindingCode::ModelNoBuyer => {
            format!("{models} has no buyer: no route takes {goods} to one.")
        }
        FindingCode::ModelOnPaper => format!(
            "{models} is on paper only: in {year}, {goods} would reach a buyer only with {}.",
            names.links_with_status(finding.links(), year)
        ),
        FindingCode::ProductLoop => format!("{products} are part of one another in a circle."),
        FindingCode::ConversionLoop if finding.products().len() == 1 => {
            format!(
                "{actors} {} {products} into itself, each time giving {amount} times the goods.",
                of_actors("turns", "turn")
            )
        }
        FindingCode::ConversionLoop => {
            format!("{products} turn into one another in a circle, each round giving {amount} times the goods.")
        }
        FindingCode::TargetMissed => {
            format!("Target “{}” reached {} in {due_year}; the goal is {}.", target.0, target.1, target.2)
        }
        FindingCode::BelowLegalMinimum => {
            let ([counted, required], article) = member_rule(finding, names, year);
            format!("{actors} {has} {amount} {counted}{as_of}, fewer than the minimum of {due} {required}{article}.")
        }
        FindingCode::SupplyWithoutOutlet if volumes.0 == volumes.1 => format!(
            "None of the {} of {products} from {actors} can get to a buyer{}.",
            volumes.1,
            names.bottlenecks(finding.links())
        ),
        FindingCode::SupplyWithoutOutlet => format!(
            "Of the {} of {products} from {actors}, {at_least}{} cannot get to a buyer{}.",
            volumes.1,
            volumes.0,
            names.bottlenecks(finding.links())
        ),
        FindingCode::VolumeImbalance => {
            format!(
                "{actors} {} {} of {products}, but {has} {} of it.",
                of_actors("sells", "sell"),
                volumes.0,
                volumes.1
            )
        }
        FindingCode::StageEmpty if finding.products().is_empty() => {
            let stage = if finding.stages().len() == 1 { "stage" } else { "stages" };
            format!("No actor is at {stage} {named_stages} yet.")
        }
        FindingCode::StageEmpty => format!("The chain of {products} skips {named_stages}."),
        FindingCode::ModelStopsShort => format!(
            "{models} stops short: a route takes {goods} to an enterprise, but none goes on from \
             there to a market."
        ),
        FindingCode::DependsOnOne => format!("Without {actors}, {models} {would_lose}."),
        FindingCode::MemberLeftOut => {
            format!(
                "{actors} {} to {models}, but no route takes {its} {products} to a buyer.",
                of_actors("belongs", "belong")
            )
        }
        FindingCode::ProducerWithoutBuyer => {
            format!(
                "{actors} {has} {products}, but {} in no model and {} no buyer.",
                of_actors("is", "are"),
                of_actors("reaches", "reach")
            )
        }
        FindingCode::ContractLapsed => {
            let would_be = match finding.verdict() {
                Some(Verdict::Firm) => "would be firm",
                Some(Verdict::Loose) => "would reach a buyer, if loosely",
                _ => "would reach an enterprise",
            };
            let renewed = match names.other_contracts(finding.links()) {
                None => "were it renewed".to_owned(),
                Some(others) => format!("were it renewed together with {others}"),
            };
            format!("The contract {ends}{details} ended in {last_year}; {renewed}, {models} {would_be}.")
        }
        FindingCode::ContractLapsing => {
            format!("The contract {ends}{details} ends in {last_year}, and {models} {rest_on}.")
        }
        FindingCode::ChannelBroken => {
            format!("Channel “{channel}” is broken: no link {ends} for {products}.")
        }
        FindingCode::DeadEnd => {
            format!(
                "Goods reach {actors} and stop: no link in force leads on, and {} no buyer.",
                of_actors("it is", "they are")
            )
        }
        FindingCode::ChannelSharesExceed => {
            format!(
                "The channels of {products} add up to {sum} of the volume, more than 100%. If these are shares of farmers or other actors, enter them as “share of the actors”."
            )
        }
        FindingCode::TargetNotJudged => {
            format!("Target “{}” for {due_year} cannot be judged{}.", target.0, names.missing(finding))
        }
        FindingCode::SharesExceed => {
            format!("The shares of {products} sold by {actors} sum to {sum}, more than 100%.")
        }
        FindingCode::DuplicateActor => match names.common_code(finding.actors()) {
            Some(code) => format!("{actors} may be the same: they have the code {code} in common."),
            None => format!("{actors} may be the same: one name and kind in one place."),
        },
        FindingCode::ActorIsolated => format!("{actors} {has} no link at all."),
        FindingCode::ModelLoose => format!(
            "{models} is loosely linked: every route of {goods} to a buyer runs over an agreement, a \
             spot sale or a link of unknown form."
        ),
        FindingCode::ContractTooShort => format!(
            "The contract {ends}{details} {} lasts {}, less than the minimum for \
             support of {} under Decree 98/2018/NĐ-CP, article 11.",
            if first_year == last_year {
                format!("for {first_year} alone")
            } else {
                format!("from {first_year} to {last_year}")
            },
            years(&term.text()),
            years(&amount.text())
        ),
        FindingCode::ContractWithoutDates => {
            format!("The contract {ends}{details} gives neither its first nor its last year.")
        }
        FindingCode::SelfLink => format!("{actors} {has} a link to itself{details}."),
        FindingCode::LinkWithoutProduct => format!("The link {ends} does not say which goods it carries."),
        FindingCode::LinkWithoutForm => format!("The link {ends}{details} does not say how it is agreed."),
        FindingCode::AgainstStageOrder => {
            format!("The link {ends} runs back, from {} to {}.", stages.0, stages.1)
        }
        FindingCode::SharesUnaccounted => format!(
            "The shares of {products} sold by {actors} sum to {sum} only; where the other {rest} goes is not said."
        ),
    }
}
