// The reader's choice of light or dark, before anything is drawn. Nothing is stored until a choice is made.
try { const chosen = localStorage.getItem("tema"); if (chosen) document.documentElement.dataset.theme = chosen } catch { /* storage is closed */ }
