/* The page without this script shows the picture and everything that is said about each model. The script adds pan, zoom,
   search, lit chains and the links of each actor. ES5 and old interfaces only: it runs from a memory stick in old browsers.
   Text goes into the page by textContent alone. */
(function () {
  'use strict';

  var CODES = ['vi', 'en'];
  var LISTED = 100;
  var STEP = 1.3;
  var DRAG = 5;
  var LARGEST = 3;
  var SHOWN_CHAIN = 1;
  var BREAK_POINTS = 0.85;
  var LINE_POINTS = 1.4;

  var root = document.documentElement;
  var data = JSON.parse(byId('data').textContent);
  var holder = byId('picture');
  var sheet = byId('sheet');
  var overview = byId('overview');
  var find = byId('find');
  var language = Math.max(0, CODES.indexOf(root.getAttribute('lang')));
  var first = language;
  var pictures = [];
  var picture;
  var view = { x: 0, y: 0, scale: 1 };
  var selected = { kind: '', id: 0 };
  var opened = null;
  var opener = null;
  var folded = null;

  function byId(id) {
    return document.getElementById(id);
  }

  /* ---- words ---- */

  function say(texts) {
    return texts.length > 1 ? texts[language] : texts[0];
  }

  function word(name) {
    return say(data.texts[name]);
  }

  function fold(text) {
    return foldText(text, data.letters);
  }

  function element(tag, text, className) {
    var made = document.createElement(tag);
    if (text !== undefined && text !== null) {
      made.textContent = text;
    }
    if (className) {
      made.className = className;
    }
    return made;
  }

  function clear(parent) {
    while (parent.firstChild) {
      parent.removeChild(parent.firstChild);
    }
  }

  function childGroups(parent) {
    var found = [];
    for (var child = parent.firstChild; child; child = child.nextSibling) {
      if (child.nodeName.toLowerCase() === 'g') {
        found.push(child);
      }
    }
    return found;
  }

  /* ---- the picture: groups of links and of actors stand in it in the order of the data ---- */

  function adopt(svg) {
    var groups = childGroups(svg);
    var frame = svg.getAttribute('viewBox').split(' ').map(Number);
    var made = {
      svg: svg,
      page: { x: frame[0], y: frame[1], w: frame[2], h: frame[3] },
      links: childGroups(groups[0]),
      actors: childGroups(groups[1]),
      labels: {},
      breaks: [],
      lit: [],
      lines: []
    };
    made.actors.forEach(function (card, at) {
      card.setAttribute('data-actor', at);
    });
    groups.slice(2).forEach(function (group) {
      var link = group.getAttribute('data-link');
      if (link !== null) {
        made.labels[link] = group;
      }
    });
    /* Its title would be the tooltip of every empty place. */
    for (var child = svg.firstChild; child; child = child.nextSibling) {
      if (child.nodeName.toLowerCase() === 'title') {
        svg.setAttribute('aria-label', child.textContent);
        svg.removeChild(child);
        break;
      }
    }
    svg.setAttribute('role', 'img');
    return made;
  }

  function takePicture() {
    var source = byId('picture-' + CODES[language]);
    if (!pictures[language] && source) {
      var box = document.createElement('div');
      box.innerHTML = source.textContent;
      pictures[language] = adopt(box.getElementsByTagName('svg')[0]);
    }
    var wanted = pictures[language] || pictures[first];
    byId('one-picture').hidden = Boolean(pictures[language]);
    if (wanted !== picture) {
      holder.replaceChild(wanted.svg, picture.svg);
      picture = wanted;
    }
  }

  function room() {
    return { w: holder.clientWidth || 1, h: holder.clientHeight || 1 };
  }

  function between(value, least, most) {
    return Math.min(Math.max(value, least), most);
  }

  function fitting(area) {
    var size = room();
    return Math.min(size.w / (area.w || 1), size.h / (area.h || 1));
  }

  function show() {
    var size = room();
    var page = picture.page;
    view.scale = between(view.scale, fitting(page) * 0.7, Math.max(LARGEST, fitting(page)));
    view.x = between(view.x, page.x, page.x + page.w);
    view.y = between(view.y, page.y, page.y + page.h);
    var w = size.w / view.scale;
    var h = size.h / view.scale;
    picture.svg.setAttribute('viewBox', [view.x - w / 2, view.y - h / 2, w, h].join(' '));
    /* From far away, what is lit stays as wide as can be seen. */
    picture.lines.forEach(function (line) {
      line.style.strokeWidth = Math.max(line.getAttribute('stroke-width'), LINE_POINTS / view.scale);
    });
    var grown = Math.max(1, BREAK_POINTS / view.scale);
    picture.breaks.forEach(function (mark) {
      mark.node.setAttribute('transform', 'translate(' + mark.at[0] + ' ' + mark.at[1] + ') scale(' + grown + ')');
    });
  }

  var isWaiting = false;
  function showSoon() {
    if (isWaiting) {
      return;
    }
    isWaiting = true;
    (window.requestAnimationFrame || setTimeout)(function () {
      isWaiting = false;
      show();
    });
  }

  function fit(area, largest) {
    view.scale = Math.min(fitting(area), largest);
    view.x = area.x + area.w / 2;
    view.y = area.y + area.h / 2;
    showSoon();
  }

  function showAll() {
    fit(picture.page, LARGEST);
  }

  /* The point of the picture at (x, y) of its place stays where it is. */
  function zoom(factor, x, y) {
    var size = room();
    var before = view.scale;
    view.scale = between(before * factor, fitting(picture.page) * 0.7, Math.max(LARGEST, fitting(picture.page)));
    view.x += (x - size.w / 2) * (1 / before - 1 / view.scale);
    view.y += (y - size.h / 2) * (1 / before - 1 / view.scale);
    showSoon();
  }

  function zoomMiddle(factor) {
    var size = room();
    zoom(factor, size.w / 2, size.h / 2);
  }

  function pan(dx, dy) {
    view.x -= dx / view.scale;
    view.y -= dy / view.scale;
    showSoon();
  }

  /* ---- what is lit ---- */

  function light(actors, links, breaks) {
    picture.lit.forEach(function (mark) {
      mark.removeAttribute('class');
    });
    picture.lines.forEach(function (line) {
      line.style.strokeWidth = '';
    });
    picture.breaks.forEach(function (mark) {
      picture.svg.removeChild(mark.node);
    });
    /* The marker of a break stands where the label of its link would. */
    var broken = breaks.map(function (at) {
      return at[2];
    });
    var labels = links.filter(function (at) {
      return broken.indexOf(at) < 0;
    }).map(function (at) {
      return picture.labels[data.links[at].i];
    });
    var lines = links.map(function (at) {
      return picture.links[at];
    });
    picture.lit = actors.map(function (at) {
      return picture.actors[at];
    }).concat(lines, labels).filter(Boolean);
    picture.lines = [];
    lines.forEach(function (group) {
      var strokes = group.querySelectorAll('[stroke-width]');
      for (var at = 0; at < strokes.length; at++) {
        picture.lines.push(strokes[at]);
      }
    });
    picture.lit.forEach(function (mark) {
      mark.setAttribute('class', 'lit');
    });
    picture.breaks = breaks.map(function (at) {
      var node = byId('break').cloneNode(true);
      node.removeAttribute('id');
      picture.svg.appendChild(node);
      return { node: node, at: at };
    });
    holder.className = actors.length ? 'some-lit' : '';
    showSoon();
  }

  function areaOf(actors) {
    var card = data.card;
    var margin = 60;
    var least = [Infinity, Infinity];
    var most = [-Infinity, -Infinity];
    actors.forEach(function (at) {
      var actor = data.actors[at];
      [actor.x, actor.y].forEach(function (middle, axis) {
        least[axis] = Math.min(least[axis], middle - card[axis] / 2 - margin);
        most[axis] = Math.max(most[axis], middle + card[axis] / 2 + margin);
      });
    });
    return { x: least[0], y: least[1], w: most[0] - least[0], h: most[1] - least[1] };
  }

  /* ---- the sheet ---- */

  function rowLink(kind, id, name, note) {
    var row = element('li');
    var link = element('a');
    link.href = '#' + kind + '=' + id;
    link.appendChild(element('span', name, 'name'));
    if (note) {
      link.appendChild(element('span', note, 'note'));
    }
    row.appendChild(link);
    return row;
  }

  function actorRow(at, note) {
    var actor = data.actors[at];
    return rowLink('actor', actor.i, actor.n, note === undefined ? about(actor) : note);
  }

  function about(actor) {
    return [actor.c ? say(actor.c) : say(data.kinds[actor.k]), actor.p].filter(Boolean).join(' · ');
  }

  function list(parent, title, rows) {
    if (rows.length) {
      parent.appendChild(element('h3', title));
      var made = element('ul', null, 'rows');
      rows.forEach(function (row) {
        made.appendChild(row);
      });
      parent.appendChild(made);
    }
  }

  function at(records, id) {
    for (var index = 0; index < records.length; index++) {
      if (records[index].i === id) {
        return index;
      }
    }
    return -1;
  }

  function openActor(index) {
    var actor = data.actors[index];
    var article = byId('actor');
    var body = byId('actor-body');
    var lit = [index];
    var links = [];
    var rows = {};
    data.links.forEach(function (link, at) {
      var isSource = link.f === index;
      if (isSource || link.t === index) {
        var other = isSource ? link.t : link.f;
        var relation = data.relations[link.k][isSource ? 0 : 1];
        (rows[relation] = rows[relation] || []).push(actorRow(other, say(link.w)));
        lit.push(other);
        links.push(at);
      }
    });
    clear(body);
    var title = element('h2', actor.n);
    title.tabIndex = -1;
    body.appendChild(title);
    body.appendChild(element('p', about(actor), 'note'));
    data.relations.forEach(function (sides) {
      sides.forEach(function (relation) {
        list(body, word(relation), rows[relation] || []);
      });
    });
    if (!links.length) {
      body.appendChild(element('p', word('no_links')));
    }
    var models = data.models.filter(function (model) {
      return model.m.indexOf(index) >= 0;
    });
    list(body, word('in_models'), models.map(function (model) {
      return rowLink('model', model.i, model.n, say(data.verdicts[model.v]));
    }));
    list(body, word('findings'), data.findings.filter(function (finding) {
      return finding.a.indexOf(index) >= 0;
    }).map(function (finding) {
      return element('li', say(data.severities[finding.s]) + ': ' + say(finding.t), 'finding');
    }));
    light(lit, links, []);
    open(article);
    return [index];
  }

  function openModel(index) {
    var model = data.models[index];
    var article = byId('model=' + model.i);
    var chain = article.querySelector('.chain');
    if (!chain) {
      chain = element('div', null, 'chain');
      article.appendChild(chain);
    }
    clear(chain);
    list(chain, word('chain'), model.a.slice(0, LISTED).map(function (at) {
      return actorRow(at);
    }));
    addMore(chain, model.a.length - LISTED);
    light(model.a, model.l, model.b);
    open(article);
    return model.a;
  }

  function addMore(parent, count) {
    if (count > 0) {
      parent.appendChild(element('p', word('more').replace('{}', count), 'note'));
    }
  }

  function open(article) {
    if (opened) {
      opened.className = '';
    }
    opened = article;
    if (article) {
      article.className = 'open';
    }
    sheet.className = article ? 'has-open' : '';
    sheet.scrollTop = 0;
  }

  function home() {
    light([], [], []);
    open(null);
  }

  /* ---- the address: #model=3, #actor=5, #lang=en&model=3 ---- */

  function parts() {
    var found = {};
    location.hash.replace(/^#/, '').split('&').forEach(function (part) {
      var pair = part.split('=');
      found[pair[0]] = pair[1];
    });
    return found;
  }

  function route(isByHand) {
    var asked = parts();
    if ('sheet' in asked) {
      sheet.focus();
      return;
    }
    var wanted = CODES.indexOf(asked.lang);
    if (wanted >= 0 && wanted !== language) {
      speak(wanted);
    }
    var kind = asked.model !== undefined ? 'model' : asked.actor !== undefined ? 'actor' : '';
    var id = Number(asked[kind]);
    var records = kind === 'model' ? data.models : data.actors;
    selected = kind && at(records, id) >= 0 ? { kind: kind, id: id } : { kind: '', id: 0 };
    var lit = openSelected();
    if (lit && lit.length) {
      fit(areaOf(lit), SHOWN_CHAIN);
    } else if (!isByHand) {
      showAll();
    }
    if (isByHand) {
      var target = opened ? opened.querySelector('h2') : opener;
      if (target && target.focus) {
        target.focus();
      }
    }
  }

  function openSelected() {
    if (selected.kind === 'model') {
      return openModel(at(data.models, selected.id));
    }
    if (selected.kind === 'actor') {
      return openActor(at(data.actors, selected.id));
    }
    return home();
  }

  function go(hash) {
    if (location.hash.replace(/^#/, '') === hash) {
      route(true);
    } else {
      location.hash = hash;
    }
  }

  /* ---- finding ---- */

  function names() {
    folded = folded || {
      models: data.models.map(function (model) {
        return fold(model.n);
      }),
      actors: data.actors.map(function (actor) {
        return fold(actor.n);
      })
    };
    return folded;
  }

  function search() {
    var words = fold(find.value).split(' ');
    var known = names();
    function matches(name) {
      return words.every(function (part) {
        return name.indexOf(part) >= 0;
      });
    }
    var count = 0;
    var rows = byId('models').children;
    for (var at = 0; at < rows.length; at++) {
      rows[at].hidden = !matches(known.models[at]);
      count += rows[at].hidden ? 0 : 1;
    }
    var found = data.order.filter(function (index) {
      return matches(known.actors[index]);
    });
    var place = byId('actors');
    clear(place);
    list(place, word('actors'), found.slice(0, LISTED).map(function (index) {
      return actorRow(index);
    }));
    addMore(place, found.length - LISTED);
    byId('nothing').hidden = count + found.length > 0;
  }

  function takeFirst() {
    var links = overview.querySelectorAll('li a');
    for (var at = 0; at < links.length; at++) {
      if (!links[at].parentNode.hidden) {
        opener = find;
        go(links[at].getAttribute('href').slice(1));
        return;
      }
    }
  }

  /* ---- languages ---- */

  function speak(wanted) {
    language = wanted;
    root.lang = CODES[language];
    root.className = 'js in-' + CODES[language];
    var labelled = document.querySelectorAll('[data-vi]');
    for (var index = 0; index < labelled.length; index++) {
      var node = labelled[index];
      var text = node.getAttribute('data-' + CODES[language]);
      node.setAttribute('aria-label', text);
      node.setAttribute(node === find ? 'placeholder' : 'title', text);
    }
    CODES.forEach(function (code, index) {
      byId('speak-' + code).setAttribute('aria-pressed', String(index === language));
    });
    holder.removeAttribute('title');
    light([], [], []);
    takePicture();
    search();
  }

  /* ---- mouse, fingers, keys ---- */

  function placeOf(event) {
    var frame = holder.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  }

  var drag = null;
  var hasMoved = false;

  function dragTo(point) {
    if (!drag) {
      return;
    }
    hasMoved = hasMoved || Math.abs(point.x - drag.x) + Math.abs(point.y - drag.y) > DRAG;
    if (hasMoved) {
      pan(point.x - drag.x, point.y - drag.y);
      drag = point;
    }
  }

  function spread(touches) {
    var a = placeOf(touches[0]);
    var b = placeOf(touches[1]);
    var dx = a.x - b.x;
    var dy = a.y - b.y;
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, length: Math.sqrt(dx * dx + dy * dy) || 1 };
  }

  var pinch = null;

  function onTouch(event) {
    var touches = event.touches;
    pinch = touches.length === 2 ? spread(touches) : null;
    drag = touches.length === 1 ? placeOf(touches[0]) : null;
    hasMoved = event.type === 'touchstart' ? touches.length > 1 : hasMoved;
  }

  function onTouchMove(event) {
    event.preventDefault();
    if (pinch && event.touches.length === 2) {
      var now = spread(event.touches);
      pan(now.x - pinch.x, now.y - pinch.y);
      zoom(now.length / pinch.length, now.x, now.y);
      pinch = now;
    } else if (event.touches.length === 1) {
      dragTo(placeOf(event.touches[0]));
    }
  }

  function onPictureClick(event) {
    if (hasMoved) {
      hasMoved = false;
      return;
    }
    for (var node = event.target; node && node !== holder; node = node.parentNode) {
      var at = node.getAttribute && node.getAttribute('data-actor');
      if (at) {
        opener = holder;
        go('actor=' + data.actors[at].i);
        return;
      }
    }
    if (selected.kind && event.target !== holder) {
      opener = holder;
      go('');
    }
  }

  var BY_CODE = {
    13: 'Enter', 27: 'Escape', 37: 'ArrowLeft', 38: 'ArrowUp', 39: 'ArrowRight', 40: 'ArrowDown', 48: '0', 61: '+',
    96: '0', 107: '+', 109: '-', 173: '-', 187: '+', 189: '-'
  };
  var OLD_NAMES = { Esc: 'Escape', Left: 'ArrowLeft', Up: 'ArrowUp', Right: 'ArrowRight', Down: 'ArrowDown', Add: '+', Subtract: '-' };

  function keyOf(event) {
    return OLD_NAMES[event.key] || event.key || BY_CODE[event.keyCode] || '';
  }

  function onPictureKey(event) {
    var far = 80;
    var actions = {
      ArrowLeft: function () { pan(far, 0); },
      ArrowRight: function () { pan(-far, 0); },
      ArrowUp: function () { pan(0, far); },
      ArrowDown: function () { pan(0, -far); },
      '+': function () { zoomMiddle(STEP); },
      '=': function () { zoomMiddle(STEP); },
      '-': function () { zoomMiddle(1 / STEP); },
      '0': showAll
    };
    var action = actions[keyOf(event)];
    if (action && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      action();
    }
  }

  function onKey(event) {
    if (keyOf(event) !== 'Escape') {
      return;
    }
    if (document.activeElement === find && find.value) {
      find.value = '';
      search();
    } else if (selected.kind) {
      go('');
    }
  }

  function listen(target, name, handle) {
    target.addEventListener(name, handle, false);
  }

  listen(holder, 'mousedown', function (event) {
    if (event.button === 0) {
      drag = placeOf(event);
      hasMoved = false;
    }
  });
  listen(document, 'mousemove', function (event) {
    if (drag && event.buttons === 0) {
      drag = null;
    }
    dragTo(placeOf(event));
  });
  listen(document, 'mouseup', function () {
    drag = null;
  });
  listen(holder, 'wheel', function (event) {
    event.preventDefault();
    var lines = event.deltaMode === 1 ? 30 : event.deltaMode === 2 ? 400 : 1;
    var point = placeOf(event);
    zoom(Math.exp(-between(event.deltaY * lines, -300, 300) * (event.ctrlKey ? 0.01 : 0.0016)), point.x, point.y);
  });
  listen(holder, 'touchstart', onTouch);
  listen(holder, 'touchend', onTouch);
  listen(holder, 'touchcancel', onTouch);
  listen(holder, 'touchmove', onTouchMove);
  listen(holder, 'click', onPictureClick);
  listen(holder, 'keydown', onPictureKey);
  listen(document, 'keydown', onKey);
  listen(find, 'input', search);
  listen(find, 'keydown', function (event) {
    if (keyOf(event) === 'Enter') {
      takeFirst();
    }
  });
  listen(sheet, 'click', function (event) {
    for (var node = event.target; node && node !== sheet; node = node.parentNode) {
      if (node.nodeName === 'A') {
        opener = node.parentNode.nodeName === 'LI' && overview.contains(node) ? node : opener;
        return;
      }
    }
  });
  listen(byId('zoom-in'), 'click', function () {
    zoomMiddle(STEP);
  });
  listen(byId('zoom-out'), 'click', function () {
    zoomMiddle(1 / STEP);
  });
  listen(byId('zoom-all'), 'click', showAll);
  CODES.forEach(function (code, index) {
    listen(byId('speak-' + code), 'click', function () {
      speak(index);
      openSelected();
    });
  });
  listen(window, 'resize', showSoon);
  listen(window, 'hashchange', function () {
    route(true);
  });
  /* On paper stands the whole picture. */
  listen(window, 'beforeprint', function () {
    var page = picture.page;
    picture.svg.setAttribute('viewBox', [page.x, page.y, page.w, page.h].join(' '));
  });
  listen(window, 'afterprint', show);

  picture = pictures[first] = adopt(holder.getElementsByTagName('svg')[0]);
  root.className = 'js in-' + CODES[language];
  speak(language);
  route(false);
}());
