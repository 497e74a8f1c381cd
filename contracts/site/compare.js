'use strict';
const names = Object.keys(SHAPES).sort();
const [left, right] = ['left', 'right'].map((id) => document.getElementById(id));
for (const select of [left, right]) for (const name of names) select.add(new Option(name, name));

function told(field) {
  return field ? field.filter(Boolean).join(' \u00b7 ') : '';
}

function show() {
  const [before, after] = [SHAPES[left.value], SHAPES[right.value]];
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const rows = paths.map((path) => ({ path, before: told(before[path]), after: told(after[path]) })).filter((row) => row.before !== row.after);
  document.getElementById('summary').textContent = rows.length + ' of ' + paths.length + ' fields differ';
  document.getElementById('rows').replaceChildren(...rows.map((row) => {
    const line = document.createElement('tr');
    line.className = row.before === '' ? 'added' : row.after === '' ? 'removed' : 'changed';
    for (const [name, text] of [['field', row.path], ['from', row.before], ['to', row.after]]) {
      const cell = line.insertCell();
      cell.textContent = text;
      cell.dataset.name = name;
    }
    return line;
  }));
  history.replaceState(null, '', '#' + encodeURIComponent(left.value) + '&' + encodeURIComponent(right.value));
}

const [from, to] = location.hash.slice(1).split('&').map(decodeURIComponent);
left.value = names.includes(from) ? from : names[0];
right.value = names.includes(to) ? to : names[Math.min(1, names.length - 1)];
left.onchange = right.onchange = show;
show();
