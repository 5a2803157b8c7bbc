// words N: N times, the words and the letters of a text by unicode-segmentation.
use unicode_segmentation::UnicodeSegmentation;

fn main() {
    let n: usize = std::env::args().nth(1).map_or(1, |a| a.parse().unwrap());
    let text = "The quick (\"brown\") fox can't jump 32.3 feet, right? Zażółć gęślą jaźń; e\u{301}té \u{1F1FA}\u{1F1F8}.";
    let mut sum = 0;
    for i in 0..n {
        sum += text.unicode_words().map(|w| w.len() + i % 2).sum::<usize>();
        sum += text.graphemes(true).count();
    }
    println!("{}", sum);
}
