// Before the first paint, so that nobody sees a white flash in the dark.
;(function () {
  var chosen = localStorage.getItem('lw-theme')
  var dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
