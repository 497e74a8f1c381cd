'use strict';
const filter = document.getElementById('filter');
filter.oninput = () => {
  const wanted = filter.value.trim().toLowerCase();
  for (const section of document.querySelectorAll('section')) {
    const rows = [...section.querySelectorAll('tbody tr')];
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    section.hidden = rows.every((row) => row.hidden);
  }
};
