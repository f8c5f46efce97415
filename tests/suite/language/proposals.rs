//! Changes told in a sentence.

use lienket::language::{Language, proposal_sentence, proposals_sentence, trial_line};
use lienket::map::{ActorKind, LinkForm, LinkageMap, Proposal};

use crate::analysis::draft::Draft;

fn map() -> LinkageMap {
    let mut draft = Draft::default();
    let mango = draft.product(None);
    let [seller, buyer] = [ActorKind::Cooperative, ActorKind::Enterprise].map(|kind| draft.actor(kind));
    let link = draft.link(seller, buyer, &[mango], Some(LinkForm::Contract));
    draft.edit_link(link).planned = true;
    "Xoài".clone_into(&mut draft.parts.products[0].name);
    "HTX A".clone_into(&mut draft.parts.actors[0].name);
    "Công ty B".clone_into(&mut draft.parts.actors[1].name);
    draft.map()
}

#[test]
fn each_names_actors_link_and_product() {
    let map = map();
    let (link, product) = (*map.links().keys().next().unwrap(), *map.products().keys().next().unwrap());
    let [from, to] = [0, 1].map(|at| *map.actors().keys().nth(at).unwrap());
    let told = [
        (Proposal::LeaveOut(to), "Không còn Công ty B", "Do without Công ty B"),
        (
            Proposal::End(link),
            "Không gia hạn hợp đồng HTX A → Công ty B (Xoài)",
            "Let the contract HTX A → Công ty B (Xoài) end",
        ),
        (Proposal::Sign(link), "Ký hợp đồng HTX A → Công ty B (Xoài)", "Sign the contract HTX A → Công ty B (Xoài)"),
        (
            Proposal::Renew(link, 3),
            "Gia hạn hợp đồng HTX A → Công ty B (Xoài) thêm 3 năm",
            "Renew the contract HTX A → Công ty B (Xoài) for 3 years",
        ),
        (
            Proposal::AddProduct(link, product),
            "Thêm Xoài vào hợp đồng HTX A → Công ty B",
            "Add Xoài to the contract HTX A → Công ty B",
        ),
        (Proposal::Connect { from, to, product }, "Nối HTX A với Công ty B (Xoài)", "Link HTX A with Công ty B (Xoài)"),
    ];
    for (proposal, vi, en) in &told {
        assert_eq!(proposal_sentence(proposal, &map, Language::Vietnamese), *vi);
        assert_eq!(proposal_sentence(proposal, &map, Language::English), *en);
    }
    let both = [told[2].0.clone(), told[0].0.clone()];
    assert_eq!(
        proposals_sentence(&both, &map, Language::Vietnamese),
        "Ký hợp đồng HTX A → Công ty B (Xoài), và không còn Công ty B."
    );
}

#[test]
fn the_line_of_a_trial_counts() {
    assert_eq!(trial_line(2, 3, Language::Vietnamese), "Đang thử 2 thay đổi · 3 mô hình đổi kết quả");
    assert_eq!(trial_line(1, 1, Language::English), "Trying 1 change · 1 model changes verdict");
    assert_eq!(trial_line(1, 0, Language::English), "Trying 1 change · 0 models change verdict");
}
