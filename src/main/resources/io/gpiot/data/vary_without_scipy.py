"""SciPy's functions written out with NumPy: what an operator puts in their place, for the arguments that rows really use."""

import ast

from vary_common import Skip


class Function:
    """
    A function with the keywords that it understands, where need be with the only values that it understands of them
    ("window=hann|boxcar"), a star before those that must be given, and others of ours that it calls.
    """

    def __init__(self, name, positional, keywords, text, needs=()):
        self.name, self.positional, self.text, self.needs = name, positional, text, needs
        self.order = [each.arg for each in ast.parse(text).body[0].args.args]
        known = [word.lstrip("*").partition("=") for word in keywords.split()]
        self.values = {name: values.split("|") if values else None for name, _, values in known}
        self.must = {word[1:].partition("=")[0] for word in keywords.split() if word[0] == "*"}

    def accepts(self, call):
        words = {word.arg: word.value for word in call.keywords}
        if len(call.args) > self.positional or not words.keys() <= self.values.keys():
            raise Skip
        given = {**dict(zip(self.order, call.args)), **words}
        if not self.must <= given.keys():
            raise Skip
        for name, value in given.items():
            if self.values.get(name) and ast.unparse(value).strip("'") not in self.values[name]:
                raise Skip
        if any(isinstance(value, (ast.Tuple, ast.List)) for value in [word.value for word in call.keywords] + call.args[2:]):
            raise Skip  # windows over several axes

    def texts(self):
        return [each.text for each in self.needs] + [self.text]


PAD = Function("_padded", 3, "", '''
def _padded(x, size, mode):
    """The last axis with half a window more on both sides."""
    modes = {"nearest": "edge", "reflect": "symmetric", "mirror": "reflect"}
    half = [(0, 0)] * (x.ndim - 1) + [(size // 2, size - 1 - size // 2)]
    return np.pad(x, half, mode=modes[mode])
''')

MEAN = Function("_moving_mean", 2, "size mode=nearest|reflect|mirror", '''
def _moving_mean(x, size, mode="reflect"):
    """Mean over a centred window."""
    wide = _padded(np.asarray(x, dtype=float), size, mode)
    return np.convolve(wide, np.full(size, 1.0 / size), mode="valid")
''', (PAD,))

MEDIAN = Function("_moving_median", 2, "size mode=nearest|reflect|mirror", '''
def _moving_median(x, size, mode="reflect"):
    """Median over a centred window of a series."""
    wide = _padded(np.asarray(x, dtype=float), size, mode)
    windows = np.lib.stride_tricks.sliding_window_view(wide, size)
    return np.partition(windows, size // 2, axis=-1)[..., size // 2]  # of an even window the upper one
''', (PAD,))

TRAPEZOID = Function("_area", 2, "x dx", '''
def _area(y, x=None, dx=1.0):
    """Integral by the trapezoidal rule along the last axis."""
    y = np.asarray(y, dtype=float)
    steps = dx if x is None else np.diff(x)
    return np.sum(0.5 * (y[..., 1:] + y[..., :-1]) * steps, axis=-1)
''')

CUMULATIVE = Function("_integral", 1, "dx *initial=0|0.0", '''
def _integral(y, dx=1.0, initial=0.0):
    """Running integral by the trapezoidal rule along the last axis, from initial on."""
    y = np.asarray(y, dtype=float)
    steps = np.cumsum(0.5 * (y[..., 1:] + y[..., :-1]) * dx, axis=-1)
    return np.concatenate([np.full_like(y[..., :1], initial), steps], axis=-1)
''')

DETREND = Function("_detrended", 1, "", '''
def _detrended(x):
    """Without its least-squares line along the last axis."""
    x = np.asarray(x, dtype=float)
    time = np.arange(x.shape[-1]) - (x.shape[-1] - 1) / 2.0
    slope = x @ time / np.sum(time ** 2)
    return x - x.mean(axis=-1, keepdims=True) - np.multiply.outer(slope, time)
''')

BUTTER = Function("_butterworth", 3, "btype=lowpass|highpass|bandpass *fs", '''
def _butterworth(order, edges, btype="lowpass", fs=1.0):
    """Gain of a Butterworth filter run forwards and backwards, as a function of frequency in hertz."""
    edges = np.tan(np.pi * np.atleast_1d(edges) / fs)

    def gain(frequencies):
        f = np.tan(np.pi * np.minimum(frequencies, 0.49999 * fs) / fs) + 1e-12
        if btype == "lowpass":
            ratio = f / edges[0]
        elif btype == "highpass":
            ratio = edges[0] / f
        else:
            ratio = (f ** 2 - edges[0] * edges[1]) / (f * (edges[1] - edges[0]))
        return fs, 1.0 / (1.0 + ratio ** (2 * order))

    return gain
''')

ZERO_PHASE = Function("_zero_phase", 2, "axis", '''
def _zero_phase(gain, x, axis=-1):
    """Filters without delay in the frequency domain; both ends are continued by their point reflection."""
    x = np.moveaxis(np.asarray(x, dtype=float), axis, -1)
    head, tail = 2 * x[..., :1] - x[..., :0:-1], 2 * x[..., -1:] - x[..., -2::-1]
    wide = np.concatenate([head, x, tail], axis=-1)
    fs, _ = gain(np.zeros(1))
    _, factors = gain(np.fft.rfftfreq(wide.shape[-1], 1.0 / fs))
    filtered = np.fft.irfft(np.fft.rfft(wide) * factors, wide.shape[-1])
    start = x.shape[-1] - 1
    return np.moveaxis(filtered[..., start:start + x.shape[-1]], -1, axis)
''')

PEAKS = Function("_find_peaks", 1, "height distance prominence", '''
def _find_peaks(x, height=None, distance=1, prominence=None):
    """Local maxima above a height, the higher of two that are too near, with a fall on both sides."""
    x = np.asarray(x, dtype=float)
    changes = np.concatenate([[0], np.flatnonzero(np.diff(x) != 0) + 1])  # a plateau counts once, in its middle
    middles = (changes + np.append(changes[1:], x.size) - 1) // 2
    steps = np.sign(np.diff(x[changes]))
    peaks = middles[1:-1][(steps[:-1] > 0) & (steps[1:] < 0)]
    if height is not None:
        peaks = peaks[x[peaks] >= height]
    keep = np.ones(peaks.size, dtype=bool)
    for i in np.argsort(x[peaks], kind="stable")[::-1]:
        if keep[i]:
            keep[np.abs(peaks - peaks[i]) < distance] = False
            keep[i] = True
    peaks = peaks[keep]
    if prominence is not None:
        falls = []
        for p in peaks:
            left, right = np.flatnonzero(x[:p] > x[p]), np.flatnonzero(x[p:] > x[p])
            low = x[left[-1] if left.size else 0:p + 1].min()
            high = x[p:p + right[0] if right.size else x.size].min()
            falls.append(x[p] - max(low, high))
        peaks = peaks[np.array(falls, dtype=float) >= prominence]
    return peaks, {}
''')

PERIODOGRAM = Function("_periodogram", 2, "fs window=boxcar|hann nfft detrend=constant|linear axis=-1", '''
def _periodogram(x, fs=1.0, window="boxcar", nfft=None, detrend="constant", axis=-1):
    """Frequencies and one-sided power density of the last axis."""
    x = np.asarray(x, dtype=float)
    n = x.shape[-1]
    x = x - x.mean(axis=-1, keepdims=True)
    if detrend == "linear":
        time = np.arange(n) - (n - 1) / 2.0
        x = x - np.multiply.outer(x @ time / np.sum(time ** 2), time)
    taper = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / n) if window == "hann" else np.ones(n)
    size = nfft or n
    density = np.abs(np.fft.rfft(x * taper, size)) ** 2 / (fs * np.sum(taper ** 2))
    density[..., 1:size // 2 if size % 2 == 0 else None] *= 2  # the other half of the spectrum
    return np.fft.rfftfreq(size, 1.0 / fs), density
''')

WELCH = Function("_welch", 2, "fs window=hann nperseg nfft detrend=constant axis=-1", '''
def _welch(x, fs=1.0, window="hann", nperseg=256, nfft=None, detrend="constant", axis=-1):
    """Frequencies and one-sided power density: mean over Hann segments that overlap by half."""
    x = np.asarray(x, dtype=float)
    n = min(int(nperseg), x.shape[-1])
    parts = np.lib.stride_tricks.sliding_window_view(x, n, axis=-1)[..., ::n - n // 2, :]
    taper = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / n)
    size = nfft or n
    spectra = np.fft.rfft((parts - parts.mean(axis=-1, keepdims=True)) * taper, size)
    density = np.mean(np.abs(spectra) ** 2, axis=-2) / (fs * np.sum(taper ** 2))
    density[..., 1:size // 2 if size % 2 == 0 else None] *= 2  # the other half of the spectrum
    return np.fft.rfftfreq(size, 1.0 / fs), density
''')

SAVGOL = Function("_savgol", 3, "deriv delta", '''
def _savgol(x, window, order, deriv=0, delta=1.0):
    """Savitzky-Golay: a polynomial fitted to each window; at the ends the first and the last one go on."""
    x, half = np.asarray(x, dtype=float), window // 2
    fit = np.linalg.pinv(np.vander(np.arange(-half, half + 1), order + 1, increasing=True))
    windows = np.lib.stride_tricks.sliding_window_view(x, window) @ fit.T

    def value(coefficients, at):
        return np.polynomial.polynomial.polyval(at, np.polynomial.polynomial.polyder(coefficients, deriv))

    inner = np.array([value(each, 0.0) for each in windows])
    ends = np.arange(1, half + 1)
    result = np.concatenate([value(windows[0], -ends[::-1]), inner, value(windows[-1], ends)])
    return result / delta ** deriv
''')

HILBERT = Function("_analytic", 1, "", '''
def _analytic(x):
    """The analytic signal: negative frequencies off, positive ones twice."""
    spectrum = np.fft.fft(x)
    n = spectrum.shape[-1]
    spectrum[..., 1:(n + 1) // 2] *= 2
    spectrum[..., n // 2 + 1:] = 0
    return np.fft.ifft(spectrum)
''')

CORRELATE = Function("_correlate", 2, "method=fft|direct|auto", '''
def _correlate(x, y, method="direct"):
    """Full cross-correlation by the FFT."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    size = x.size + y.size - 1
    return np.fft.irfft(np.fft.rfft(x, size) * np.fft.rfft(y[::-1], size), size)
''')

LAGS = Function("_lags", 2, "", '''
def _lags(first, second):
    """Lags that belong to a full cross-correlation of so many samples."""
    return np.arange(1 - second, first)
''')

KURTOSIS = Function("_kurtosis", 1, "axis", '''
def _kurtosis(x, axis=0):
    """Fourth moment over squared variance, minus 3; NaN where nothing varies."""
    x = x - np.mean(x, axis=axis, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.mean(x ** 4, axis=axis) / np.mean(x ** 2, axis=axis) ** 2 - 3.0
''')

HANN = Function("_hann", 1, "sym=True|False", '''
def _hann(n, sym=True):
    """Hann window, periodic where it is not symmetric."""
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / (n - 1 if sym else n))
''')

BASIS = Function("_cosines", 1, "", '''
def _cosines(n):
    """Orthonormal cosine basis of type 2, a row a frequency."""
    rows = np.cos(np.pi * np.arange(n)[:, None] * (np.arange(n) + 0.5) / n) * np.sqrt(2.0 / n)
    rows[0] /= np.sqrt(2.0)
    return rows
''')

DCT = Function("_dct", 1, "type=2 *norm=ortho axis", '''
def _dct(x, type=2, norm="ortho", axis=-1):
    """Orthonormal cosine transform."""
    x = np.moveaxis(np.asarray(x, dtype=float), axis, -1)
    return np.moveaxis(x @ _cosines(x.shape[-1]).T, -1, axis)
''', (BASIS,))

IDCT = Function("_inverse_dct", 1, "type=2 *norm=ortho axis", '''
def _inverse_dct(x, type=2, norm="ortho", axis=-1):
    """Back from the orthonormal cosine transform."""
    x = np.moveaxis(np.asarray(x, dtype=float), axis, -1)
    return np.moveaxis(x @ _cosines(x.shape[-1]), -1, axis)
''', (BASIS,))

DILATION = Function("_dilated", 1, "iterations structure", '''
def _dilated(mask, iterations=1, structure=(True, True, True)):
    """A mask grown on both sides."""
    reach = iterations * (len(structure) // 2)
    return np.convolve(np.asarray(mask, dtype=float), np.ones(2 * reach + 1), mode="same") > 0.5
''')

ENTROPY = Function("_entropy", 1, "base", '''
def _entropy(counts, base=np.e):
    """Entropy of the shares of counts."""
    shares = np.asarray(counts, dtype=float) / np.sum(counts)
    shares = shares[shares > 0]
    return float(-np.sum(shares * np.log(shares)) / np.log(base))
''')

CONVOLVE = Function("_convolve", 2, "mode=full", '''
def _convolve(x, y, mode="full"):
    """Full convolution by the FFT, of complex signals too."""
    size = len(x) + len(y) - 1
    return np.fft.ifft(np.fft.fft(x, size) * np.fft.fft(y, size))
''')

FUNCTIONS = {
    "scipy.ndimage.uniform_filter1d": MEAN,
    "scipy.ndimage.median_filter": MEDIAN,
    "scipy.ndimage.binary_dilation": DILATION,
    "scipy.integrate.trapezoid": TRAPEZOID,
    "scipy.integrate.cumulative_trapezoid": CUMULATIVE,
    "scipy.signal.detrend": DETREND,
    "scipy.signal.butter": BUTTER,
    "scipy.signal.sosfiltfilt": ZERO_PHASE,
    "scipy.signal.find_peaks": PEAKS,
    "scipy.signal.periodogram": PERIODOGRAM,
    "scipy.signal.welch": WELCH,
    "scipy.signal.savgol_filter": SAVGOL,
    "scipy.signal.hilbert": HILBERT,
    "scipy.signal.correlate": CORRELATE,
    "scipy.signal.correlation_lags": LAGS,
    "scipy.signal.fftconvolve": CONVOLVE,
    "scipy.signal.windows.hann": HANN,
    "scipy.stats.kurtosis": KURTOSIS,
    "scipy.stats.entropy": ENTROPY,
    "scipy.fft.dct": DCT,
    "scipy.fft.idct": IDCT,
}
