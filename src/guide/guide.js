/* Search: sections without the words that are typed are hidden, in the text and in the contents; and the place at which the
   page opens. ES5 and old interfaces only. */
(function () {
  'use strict';

  var letters = [document.body.getAttribute('data-accented'), document.body.getAttribute('data-bare')];
  var find = document.getElementById('find');
  var nothing = document.getElementById('nothing');
  var contents = document.getElementById('contents');
  var articles = document.querySelectorAll('article');
  var texts = {};

  function each(list, act) {
    for (var at = 0; at < list.length; at++) {
      act(list[at]);
    }
  }

  function folded(section) {
    var title = section.parentNode.querySelector('h1').textContent;
    texts[section.id] = texts[section.id] || foldText(title + ' ' + section.textContent, letters);
    return texts[section.id];
  }

  function search() {
    var words = foldText(find.value, letters).split(' ');
    var isAnyShown = false;
    each(articles, function (article) {
      var shown = 0;
      each(article.querySelectorAll('section'), function (section) {
        var has = true;
        each(words, function (word) {
          has = has && folded(section).indexOf(word) >= 0;
        });
        section.hidden = !has;
        shown += has ? 1 : 0;
        var link = contents.querySelector('a[href="#' + section.id + '"]');
        link.hidden = !has;
      });
      article.hidden = shown === 0;
      isAnyShown = isAnyShown || shown > 0;
    });
    nothing.hidden = isAnyShown;
  }

  find.hidden = false;
  find.addEventListener('input', search);
  if (window.innerWidth < 820) {
    contents.open = false;
  }
  var place = document.body.getAttribute('data-at');
  if (place && !location.hash && document.getElementById(place)) {
    location.hash = place;
  }
}());
