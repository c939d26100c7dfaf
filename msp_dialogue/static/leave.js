// The harmless page takes the place of this one in the history, where a plain link would be added after it.

location.replace(document.getElementById("on").href);
