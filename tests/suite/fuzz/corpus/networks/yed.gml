Creator	"yFiles"
Version	"2.18"
graph
[
	hierarchic	1
	label	""
	directed	1
	node
	[
		id	0
		label	"Chế biến"
		graphics
		[
			x	100.0
			y	100.0
			w	200.0
			h	100.0
			type	"rectangle"
			fill	"#F5F5F5"
		]
		isGroup	1
	]
	node
	[
		id	1
		label	"Nhà máy"
		graphics
		[
			x	100.0
			y	100.0
		]
		gid	0
	]
	node
	[
		id	2
		label	"HTX B"
		graphics
		[
			x	400.0
			y	120.0
		]
	]
	edge
	[
		source	2
		target	1
		label	"Lúa"
	]
]
