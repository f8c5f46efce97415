/* A text without case and accents; what becomes of each letter is told by the program that made the page. */
function foldText(text, letters) {
  'use strict';
  var lower = text.toLowerCase();
  var out = '';
  for (var at = 0; at < lower.length; at++) {
    var letter = lower.charAt(at);
    var known = letters[0].indexOf(letter);
    if (known >= 0) {
      out += letters[1].charAt(known);
    } else if (letter < '\u0300' || letter > '\u036f') {
      out += letter;
    }
  }
  return out.replace(/\s+/g, ' ').replace(/^ | $/g, '');
}
