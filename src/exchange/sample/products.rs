//! The products of a sample: up to thirty, fifteen of them made from others.

use crate::exchange::layout_import::nth_id;
use crate::map::{Product, ProductId};

/// Raw and processed products: raw name, growing cycle in months, processed name, yield in per cent.
pub(super) const CHAINS: [(&str, u32, &str, u32); 12] = [
    ("Lúa", 4, "Gạo", 65),
    ("Xoài", 12, "Xoài sấy", 12),
    ("Cá tra", 8, "Phi lê cá tra", 40),
    ("Rau an toàn", 2, "Rau đóng gói", 85),
    ("Bưởi", 12, "Nước ép bưởi", 45),
    ("Dừa", 12, "Dầu dừa", 20),
    ("Khoai lang", 5, "Khoai lang sấy", 30),
    ("Mè", 3, "Dầu mè", 42),
    ("Đậu nành", 3, "Sữa đậu nành", 400),
    ("Tôm", 4, "Tôm đông lạnh", 60),
    ("Sữa bò tươi", 1, "Sữa thanh trùng", 95),
    ("Lục bình", 3, "Giỏ lục bình", 50),
];

/// Number of raw products grown in one district.
pub(super) const PRODUCTS_PER_DISTRICT: usize = 3;

/// Further products of paddy, rice and bran: source, product, yield in per cent.
const BY_PRODUCTS: [(&str, &str, u32); 3] =
    [("Lúa", "Cám", 8), ("Gạo", "Bột gạo", 90), ("Cám", "Thức ăn chăn nuôi", 95)];

/// The products of one sample.
#[derive(Debug)]
pub(super) struct SampleProducts {
    pub records: Vec<Product>,
    /// For each chain: raw and processed product.
    pub chains: Vec<(ProductId, ProductId)>,
    /// Further conversions of the first chain's processors: from, to, yield in per cent.
    pub by_products: Vec<(ProductId, ProductId, u32)>,
    pub packaging: ProductId,
    pub supplies: ProductId,
}

impl SampleProducts {
    /// The number of products grows with that of districts: all thirty from ten districts on.
    pub fn new(districts: usize) -> Self {
        let chain_count = (districts + PRODUCTS_PER_DISTRICT - 1).min(CHAINS.len());
        let mut products = Self {
            records: Vec::new(),
            chains: Vec::new(),
            by_products: Vec::new(),
            packaging: ProductId(0),
            supplies: ProductId(0),
        };
        products.packaging = products.add("Bao bì", "cái", None, None);
        products.supplies = products.add("Phân bón", "tấn", None, None);
        let fruit = products.add("Trái cây", "tấn", None, None);
        for (raw, months, product, _) in CHAINS.iter().take(chain_count) {
            let broader = matches!(*raw, "Xoài" | "Bưởi" | "Dừa").then_some(fruit);
            let raw = products.add(raw, "tấn", broader, Some(*months));
            let product = products.add(product, "tấn", None, None);
            products.chains.push((raw, product));
        }
        if chain_count == CHAINS.len() {
            for (from, to, ratio) in BY_PRODUCTS {
                let to = products.add(to, "tấn", None, None);
                if let Some(from) =
                    products.records.iter().find(|product| product.name == from).map(|product| product.id)
                {
                    products.by_products.push((from, to, ratio));
                }
            }
        }
        products
    }

    /// The broader product that a raw one is part of.
    pub fn broader(&self, product: ProductId) -> Option<ProductId> {
        self.records.get((product.0 as usize).checked_sub(1)?).and_then(|record| record.part_of)
    }

    fn add(&mut self, name: &str, unit: &str, part_of: Option<ProductId>, cycle_months: Option<u32>) -> ProductId {
        let id = nth_id(self.records.len());
        self.records.push(Product {
            id,
            name: name.into(),
            unit: unit.into(),
            part_of,
            cycle_months,
            ..Product::default()
        });
        id
    }
}
