//! The chains. What is grown, made and sold balances, so that nothing but a change of the user's is found.

use super::builder::{ChainBuilder, TONNES};
use crate::language::DefaultStage::{Collection, Consumption, Inputs, Processing, Production, Trade};
use crate::map::ActorKind::{Cooperative, Enterprise, Group, Household, Market, Trader};
use crate::map::LinkForm::{Agreement, Contract, Member, Spot};
use crate::map::Sector;

/// Paddy, milled by a company under contract and by a mill.
pub(super) fn rice(chain: &mut ChainBuilder) {
    chain.title(["Chuỗi lúa gạo", "Rice chain"], Sector::Agriculture);
    let paddy = chain.product(["Lúa", "Paddy"], TONNES, Some(4));
    let rice = chain.product(["Gạo", "Rice"], TONNES, None);
    let group = chain.actor(Production, Group, ["THT lúa Trường Xuân", "Trường Xuân rice group"]);
    let coop = chain.actor(Production, Cooperative, ["HTX lúa Thới Lai", "Thới Lai rice cooperative"]);
    let farms = chain.actor(Production, Household, ["Nông hộ trồng lúa", "Rice farmers"]);
    let trader = chain.actor(Collection, Trader, ["Thương lái lúa", "Paddy trader"]);
    let company = chain.actor(Processing, Enterprise, ["Công ty lúa gạo", "Rice company"]);
    let mill = chain.actor(Processing, Enterprise, ["Nhà máy xay xát", "Rice mill"]);
    let dealer = chain.actor(Trade, Trader, ["Đại lý gạo", "Rice dealer"]);
    let home = chain.actor(Consumption, Market, ["Thị trường trong nước", "Domestic market"]);
    let abroad = chain.actor(Consumption, Market, ["Xuất khẩu", "Export"]);
    chain.supplies(group, paddy, 600.0);
    chain.supplies(coop, paddy, 2400.0);
    chain.supplies(farms, paddy, 1000.0);
    chain.makes(company, paddy, rice, 0.65);
    chain.makes(mill, paddy, rice, 0.65);
    chain.sells((group, coop), paddy, Member, 600.0);
    chain.sells((coop, company), paddy, Contract, 2400.0);
    chain.sells((coop, trader), paddy, Spot, 600.0);
    chain.sells((farms, trader), paddy, Spot, 1000.0);
    chain.sells((trader, mill), paddy, Agreement, 1600.0);
    chain.sells((company, abroad), rice, Contract, 1200.0);
    chain.sells((company, dealer), rice, Agreement, 360.0);
    chain.sells((mill, dealer), rice, Agreement, 1040.0);
    chain.sells((dealer, home), rice, Spot, 1400.0);
    chain.supporter(["Ngân hàng Nông nghiệp", "Agricultural bank"], &[coop, company]);
    chain.model(["Lúa gạo Thới Lai", "Thới Lai rice"], coop, &[group], paddy);
    chain.channel(["Kênh xuất khẩu", "Export channel"], paddy, &[coop, company, abroad], 60.0);
}

/// Pangasius, filleted for export.
pub(super) fn pangasius(chain: &mut ChainBuilder) {
    chain.title(["Chuỗi cá tra", "Pangasius chain"], Sector::Agriculture);
    let fish = chain.product(["Cá tra", "Pangasius"], TONNES, Some(8));
    let fillet = chain.product(["Phi lê đông lạnh", "Frozen fillets"], TONNES, None);
    let group = chain.actor(Production, Group, ["THT cá tra Vĩnh Thạnh", "Vĩnh Thạnh pangasius group"]);
    let coop = chain.actor(Production, Cooperative, ["HTX cá tra Thốt Nốt", "Thốt Nốt pangasius cooperative"]);
    let farms = chain.actor(Production, Household, ["Hộ nuôi cá tra", "Pangasius farmers"]);
    let trader = chain.actor(Collection, Trader, ["Thương lái cá", "Fish trader"]);
    let company = chain.actor(Processing, Enterprise, ["Công ty thủy sản", "Seafood company"]);
    let shop = chain.actor(Trade, Enterprise, ["Siêu thị", "Supermarket"]);
    let stalls = chain.actor(Trade, Trader, ["Tiểu thương chợ", "Market retailers"]);
    let home = chain.actor(Consumption, Market, ["Người tiêu dùng", "Consumers"]);
    let abroad = chain.actor(Consumption, Market, ["Xuất khẩu", "Export"]);
    chain.supplies(group, fish, 500.0);
    chain.supplies(coop, fish, 1500.0);
    chain.supplies(farms, fish, 1000.0);
    chain.makes(company, fish, fillet, 0.4);
    chain.sells((group, coop), fish, Member, 500.0);
    chain.sells((coop, company), fish, Contract, 1800.0);
    chain.sells((coop, trader), fish, Spot, 200.0);
    chain.sells((farms, company), fish, Agreement, 700.0);
    chain.sells((farms, trader), fish, Spot, 300.0);
    chain.sells((trader, stalls), fish, Spot, 500.0);
    chain.sells((stalls, home), fish, Spot, 500.0);
    chain.sells((company, abroad), fillet, Contract, 850.0);
    chain.sells((company, shop), fillet, Contract, 150.0);
    chain.sells((shop, home), fillet, Spot, 150.0);
    chain.supporter(["Chi cục Thủy sản", "Fisheries office"], &[group, coop]);
    chain.model(["Cá tra Thốt Nốt", "Thốt Nốt pangasius"], coop, &[group], fish);
    chain.channel(["Kênh xuất khẩu", "Export channel"], fish, &[coop, company, abroad], 75.0);
}

/// Mangoes, fresh and dried.
pub(super) fn fruit(chain: &mut ChainBuilder) {
    chain.title(["Chuỗi xoài", "Mango chain"], Sector::Agriculture);
    let mango = chain.product(["Xoài", "Mangoes"], TONNES, Some(12));
    let dried = chain.product(["Xoài sấy", "Dried mangoes"], TONNES, None);
    let group = chain.actor(Production, Group, ["THT xoài Thới Hưng", "Thới Hưng mango group"]);
    let coop = chain.actor(Production, Cooperative, ["HTX xoài Cờ Đỏ", "Cờ Đỏ mango cooperative"]);
    let farms = chain.actor(Production, Household, ["Nông hộ trồng xoài", "Mango farmers"]);
    let trader = chain.actor(Collection, Trader, ["Thương lái xoài", "Mango trader"]);
    let depot = chain.actor(Collection, Trader, ["Vựa trái cây", "Fruit wholesaler"]);
    let company = chain.actor(Processing, Enterprise, ["Công ty trái cây", "Fruit company"]);
    let shop = chain.actor(Trade, Enterprise, ["Siêu thị", "Supermarket"]);
    let home = chain.actor(Consumption, Market, ["Thị trường trong nước", "Domestic market"]);
    let abroad = chain.actor(Consumption, Market, ["Xuất khẩu", "Export"]);
    chain.supplies(group, mango, 200.0);
    chain.supplies(coop, mango, 500.0);
    chain.supplies(farms, mango, 600.0);
    chain.makes(company, mango, dried, 0.1);
    chain.sells((group, coop), mango, Member, 200.0);
    chain.sells((coop, company), mango, Contract, 400.0);
    chain.sells((coop, shop), mango, Contract, 200.0);
    chain.sells((coop, depot), mango, Spot, 100.0);
    chain.sells((farms, trader), mango, Spot, 600.0);
    chain.sells((trader, depot), mango, Agreement, 600.0);
    chain.sells((depot, home), mango, Spot, 700.0);
    chain.sells((shop, home), mango, Spot, 200.0);
    chain.sells((company, abroad), dried, Contract, 40.0);
    chain.supporter(["Trung tâm Khuyến nông", "Agricultural extension centre"], &[group, coop]);
    chain.model(["Xoài Cờ Đỏ", "Cờ Đỏ mangoes"], coop, &[group], mango);
    chain.channel(["Kênh siêu thị", "Supermarket channel"], mango, &[coop, shop, home], 30.0);
}

/// Vegetables, packed for supermarkets and school kitchens.
pub(super) fn vegetables(chain: &mut ChainBuilder) {
    chain.title(["Chuỗi rau an toàn", "Safe vegetable chain"], Sector::Agriculture);
    let greens = chain.product(["Rau", "Vegetables"], TONNES, Some(2));
    let packed = chain.product(["Rau đóng gói", "Packed vegetables"], TONNES, None);
    let group = chain.actor(Production, Group, ["THT rau Bình Thủy", "Bình Thủy vegetable group"]);
    let coop = chain.actor(Production, Cooperative, ["HTX rau Long Tuyền", "Long Tuyền vegetable cooperative"]);
    let farms = chain.actor(Production, Household, ["Nông hộ trồng rau", "Vegetable farmers"]);
    let trader = chain.actor(Collection, Trader, ["Thương lái rau", "Vegetable trader"]);
    let packer = chain.actor(Processing, Enterprise, ["Cơ sở sơ chế rau", "Packing company"]);
    let shop = chain.actor(Trade, Enterprise, ["Siêu thị", "Supermarket"]);
    let stalls = chain.actor(Trade, Trader, ["Tiểu thương chợ", "Market retailers"]);
    let schools = chain.actor(Consumption, Market, ["Bếp ăn trường học", "School kitchens"]);
    let home = chain.actor(Consumption, Market, ["Người tiêu dùng", "Consumers"]);
    chain.supplies(group, greens, 100.0);
    chain.supplies(coop, greens, 300.0);
    chain.supplies(farms, greens, 200.0);
    chain.makes(packer, greens, packed, 0.9);
    chain.sells((group, coop), greens, Member, 100.0);
    chain.sells((coop, packer), greens, Contract, 300.0);
    chain.sells((coop, schools), greens, Contract, 60.0);
    chain.sells((coop, trader), greens, Spot, 40.0);
    chain.sells((farms, trader), greens, Spot, 200.0);
    chain.sells((trader, stalls), greens, Spot, 240.0);
    chain.sells((stalls, home), greens, Spot, 240.0);
    chain.sells((packer, shop), packed, Contract, 270.0);
    chain.sells((shop, home), packed, Spot, 270.0);
    chain.supporter(["Trung tâm Khuyến nông", "Agricultural extension centre"], &[group, coop]);
    chain.model(["Rau Long Tuyền", "Long Tuyền vegetables"], coop, &[group], greens);
    chain.channel(["Kênh siêu thị", "Supermarket channel"], greens, &[coop, packer, shop, home], 75.0);
}

/// Baskets woven of water hyacinth.
pub(super) fn handicraft(chain: &mut ChainBuilder) {
    chain.title(["Chuỗi đan lục bình", "Water hyacinth weaving chain"], Sector::Handicraft);
    let stems = chain.product(["Lục bình khô", "Dried water hyacinth"], TONNES, None);
    let baskets = chain.product(["Giỏ lục bình", "Baskets"], ["cái", "pieces"], None);
    let cutters = chain.actor(Inputs, Household, ["Hộ cắt lục bình", "Households cutting hyacinth"]);
    let buyer = chain.actor(Inputs, Trader, ["Đại lý nguyên liệu", "Material trader"]);
    let group = chain.actor(Production, Group, ["THT đan lục bình", "Weaving group"]);
    let coop = chain.actor(Production, Cooperative, ["HTX đan lục bình", "Weaving cooperative"]);
    let company = chain.actor(Trade, Enterprise, ["Công ty mỹ nghệ", "Handicraft company"]);
    let shop = chain.actor(Trade, Trader, ["Nhà bán quà lưu niệm", "Souvenir retailers"]);
    let tourists = chain.actor(Consumption, Market, ["Khách du lịch", "Tourists"]);
    let abroad = chain.actor(Consumption, Market, ["Xuất khẩu", "Export"]);
    chain.supplies(cutters, stems, 60.0);
    chain.makes(group, stems, baskets, 500.0);
    chain.makes(coop, stems, baskets, 500.0);
    chain.sells((cutters, buyer), stems, Spot, 60.0);
    chain.sells((buyer, group), stems, Agreement, 20.0);
    chain.sells((buyer, coop), stems, Agreement, 40.0);
    chain.sells((group, coop), baskets, Member, 10_000.0);
    chain.sells((coop, company), baskets, Contract, 24_000.0);
    chain.sells((coop, shop), baskets, Agreement, 6_000.0);
    chain.sells((company, abroad), baskets, Contract, 24_000.0);
    chain.sells((shop, tourists), baskets, Spot, 6_000.0);
    chain.supporter(["Quỹ hỗ trợ HTX", "Cooperative support fund"], &[coop]);
    chain.model(["Đan lục bình", "Hyacinth weaving"], coop, &[group], baskets);
    chain.channel(["Kênh xuất khẩu", "Export channel"], baskets, &[coop, company, abroad], 80.0);
}
