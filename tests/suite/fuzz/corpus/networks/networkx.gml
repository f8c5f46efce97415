graph [
  directed 1
  node [
    id 0
    label "a"
    name "HTX Thới Lai"
    kind "cooperative"
    supply "L&#250;a: 1200"
    w 1.5
  ]
  node [
    id 1
    label "b"
    name "Chợ B"
    kind "market"
  ]
  edge [
    source 0
    target 1
    volume 12.5
    form "contract"
    products "L&#250;a"
  ]
]
