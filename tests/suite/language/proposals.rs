//! Changes told in a sentence.

use lienket::language::{Language, proposal_sentence, proposals_sentence, what_if_line};
use lienket::map::{ActorKind, Link, LinkForm, LinkageMap, Proposal, Transaction};

use crate::analysis::draft::Draft;

fn map() -> LinkageMap {
    let mut draft = Draft::default();
    let mango = draft.product(None);
    let [seller, buyer] = [ActorKind::Cooperative, ActorKind::Enterprise].map(|kind| draft.actor(kind));
    let link = draft.link(seller, buyer, &[mango], Some(LinkForm::Contract));
    draft.edit_link(link).planned = true;
    draft.edit_link(link).to_year = Some(2020);
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
        (Proposal::RemoveActor(to), "Không còn Công ty B", "Do without Công ty B"),
        (
            Proposal::EndLink(link),
            "Không gia hạn hợp đồng HTX A → Công ty B (Xoài)",
            "Let the contract HTX A → Công ty B (Xoài) end",
        ),
        (
            Proposal::SignLink(link),
            "Ký hợp đồng HTX A → Công ty B (Xoài)",
            "Sign the contract HTX A → Công ty B (Xoài)",
        ),
        (
            Proposal::RenewLink(link, 3),
            "Ký lại hợp đồng HTX A → Công ty B (Xoài) đến hết năm 2021",
            "Renew the contract HTX A → Công ty B (Xoài) until the end of 2021",
        ),
        (
            Proposal::AddProduct(link, product),
            "Thêm Xoài vào hợp đồng HTX A → Công ty B",
            "Add Xoài to the contract HTX A → Công ty B",
        ),
        (
            Proposal::AddLink { from, to, product },
            "Ký hợp đồng mới HTX A → Công ty B (Xoài)",
            "Sign a new contract HTX A → Công ty B (Xoài)",
        ),
    ];
    for (proposal, vi, en) in &told {
        assert_eq!(proposal_sentence(proposal, &map, 2019, Language::Vietnamese), *vi);
        assert_eq!(proposal_sentence(proposal, &map, 2019, Language::English), *en);
    }
    let both = [told[2].0.clone(), told[0].0.clone()];
    assert_eq!(
        proposals_sentence(&both, &map, 2019, Language::Vietnamese),
        "Ký hợp đồng HTX A → Công ty B (Xoài), và không còn Công ty B."
    );
}

#[test]
fn signing_says_which_years_it_moves() {
    let map = map();
    let id = *map.links().keys().next().unwrap();
    let sign = Proposal::SignLink(id);
    for (planned, from, to, vi, en) in [
        (
            true,
            Some(2021),
            None,
            "Ký hợp đồng HTX A → Công ty B (Xoài) từ năm 2019 (dự kiến 2021)",
            "in 2019 (planned: 2021)",
        ),
        (
            true,
            Some(2019),
            Some(2022),
            "Ký hợp đồng HTX A → Công ty B (Xoài)",
            "Sign the contract HTX A → Công ty B (Xoài)",
        ),
        (
            true,
            None,
            Some(2018),
            "Ký hợp đồng HTX A → Công ty B (Xoài) đến hết năm 2019 (dự kiến 2018)",
            "(planned: 2018)",
        ),
        (
            false,
            Some(2021),
            None,
            "Cho hợp đồng HTX A → Công ty B (Xoài) có hiệu lực từ năm 2019 (đang ghi 2021)",
            "(recorded: 2021)",
        ),
    ] {
        let mut map = map.clone();
        let mut edit = Transaction::begin(&mut map);
        edit.edit(id, |link: &mut Link| (link.planned, link.from_year, link.to_year) = (planned, from, to)).unwrap();
        edit.finish();
        assert_eq!(proposal_sentence(&sign, &map, 2019, Language::Vietnamese), vi);
        assert!(proposal_sentence(&sign, &map, 2019, Language::English).ends_with(en));
        // The sentence is true: what is carried out has the years that it names.
        let told = vi.to_owned();
        let mut edit = Transaction::begin(&mut map);
        sign.apply(&mut edit, 2019).unwrap();
        edit.finish();
        let made = &map.links()[&id];
        assert_eq!(told.contains("từ năm 2019"), made.from_year == Some(2019) && from != Some(2019));
        assert_eq!(told.contains("hết năm 2019"), made.to_year == Some(2019) && to != Some(2019));
    }
}

#[test]
fn the_line_of_a_trial_counts() {
    assert_eq!(what_if_line(2, 3, Language::Vietnamese), "Đang thử 2 thay đổi · 3 mô hình đổi kết quả");
    assert_eq!(what_if_line(1, 1, Language::English), "Trying 1 change · 1 model changes verdict");
    assert_eq!(what_if_line(1, 0, Language::English), "Trying 1 change · 0 models change verdict");
}
