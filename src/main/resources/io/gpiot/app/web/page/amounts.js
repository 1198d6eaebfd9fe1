// Numbers and times for people.

export function bytes(number) {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let at = 0;
  let value = number;
  while (value >= 1024 && at < units.length - 1) {
    value /= 1024;
    at++;
  }
  return (at === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)) + ' ' + units[at];
}

export function seconds(number) {
  if (number < 60) {
    return number.toFixed(1) + ' s';
  }
  const whole = Math.round(number);
  return Math.floor(whole / 60) + ' min ' + (whole % 60) + ' s';
}

export function moment(iso) {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

export function figure(number) {
  if (number === 0) {
    return '0';
  }
  const size = Math.abs(number);
  return size >= 1e5 || size < 1e-3 ? number.toExponential(1) : String(Number(number.toPrecision(3)));
}
