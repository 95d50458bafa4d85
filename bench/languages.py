"""What text in other languages costs, per character, beside English: `python bench/languages.py [ROUNDS]`.

The texts are 6,000 characters long. English is the clean news of seeds/; of other languages a report is repeated, with
a number before each paragraph, so that no two are alike. Rounds alternate between languages; told are the median of the
processor's time for a character, and that as a multiple of English in the same round.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from newslint import Document, load_linter

SIZE = 6_000
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*-clean-*.txt"))
REPORTS = {
    "German": (
        "Der Rat der Stadt hat am Montag beschlossen, die alte Brücke über den Fluss zu erneuern. „Wir haben lange "
        "darauf gewartet“, sagte die Bürgermeisterin nach der Sitzung. Die Arbeiten sollen im Frühjahr beginnen und "
        "zwei Jahre dauern; die Kosten werden auf zwölf Millionen geschätzt.\n\nAnwohner fürchten, dass der "
        "Verkehr durch ihre Straßen fließt. Die Verwaltung verspricht, Umleitungen rechtzeitig bekannt zu geben. "
        "Ein Sprecher der Feuerwehr äußerte Bedenken, weil die Wege zu den Häusern am Ufer länger würden."
    ),
    "Russian": (
        "Городской совет в понедельник решил отремонтировать старый мост через реку. «Мы долго этого ждали», — сказала "
        "мэр города после заседания. Работы начнутся весной и продлятся около двух лет; они обойдутся в 12 миллионов."
        "\n\nЖители набережной опасаются, что машины поедут по их улицам. Власти обещают заранее сообщить, какие "
        "дороги будут закрыты. Пожарный сказал, что путь к домам на берегу станет длиннее."
    ),
    "Arabic": (
        "قرر مجلس المدينة يوم الاثنين إصلاح الجسر القديم فوق النهر. وقالت رئيسة البلدية بعد الاجتماع: «لقد انتظرنا "
        "هذا طويلا». ومن المقرر أن تبدأ الأعمال في الربيع وأن تستمر نحو عامين، وستكلف اثني عشر مليونا.\n\nويخشى السكان "
        "القريبون من النهر أن تمر السيارات في شوارعهم. ووعد المجلس بأن يعلن في الوقت المناسب عن الطرق المغلقة. وقال "
        "رجل إطفاء إن الطريق إلى البيوت على الضفة سيصبح أطول."
    ),
    "Hindi": (
        "नगर परिषद ने सोमवार को नदी पर बने पुराने पुल की मरम्मत कराने का फैसला किया। बैठक के बाद महापौर ने कहा, “हमने इसका लंबे समय "
        "से इंतजार किया है।” काम वसंत में शुरू होगा और करीब दो साल चलेगा; इस पर एक करोड़ बीस लाख खर्च होंगे।\n\nनदी किनारे रहने वाले "
        "लोगों को डर है कि गाड़ियां उनकी गलियों से गुजरेंगी। परिषद ने वादा किया है कि बंद सड़कों की जानकारी समय पर दी जाएगी। एक दमकल "
        "कर्मी ने कहा कि किनारे के घरों तक का रास्ता लंबा हो जाएगा।"
    ),
    "Chinese": (
        "市议会星期一决定修缮河上的旧桥。市长在会后说：“我们等这一天已经很久了。”工程将于春天开工，大约需要两年时间，预计"
        "花费一千二百万元。\n\n住在河边的居民担心车辆会从他们的街道经过。议会承诺及时公布哪些道路将会关闭。一位消防员说，"
        "通往岸边房屋的路会变得更长。没有人反对这个计划，但是有人希望工程早一点完成。"
    ),
    "Japanese": (
        "市議会は月曜日、川にかかる古い橋を修理することを決めた。市長は会議の後、「私たちは長い間これを待っていた」と述べた。"
        "工事は春に始まり、およそ二年かかる見通しで、費用は千二百万円と見積もられている。\n\n川沿いの住民は、車が自分たちの"
        "通りを通ることを心配している。議会は通行止めになる道路を早めに知らせると約束した。"
    ),
}


def main(rounds: int = 9) -> None:
    linter = load_linter()
    texts = {"English": "\n\n".join(file.read_text("utf-8") for file in SEEDS)[:SIZE]}
    for name, report in REPORTS.items():
        numbered = (f"{at} {part}" for at in range(SIZE // len(report) + 1) for part in report.split("\n\n"))
        texts[name] = "\n\n".join(numbered)[:SIZE]
    spent: dict[str, list[float]] = {name: [] for name in texts}
    for at in range(rounds + 1):
        for name, text in texts.items():
            begun = time.process_time()
            linter.lint(Document(text))
            if at:
                spent[name].append((time.process_time() - begun) / len(text) * 1e6)
    for name, costs in spent.items():
        times = statistics.median(cost / english for cost, english in zip(costs, spent["English"], strict=True))
        found = ", ".join(finding.code for finding in linter.lint(Document(texts[name])).findings)
        print(f"{name:10} {statistics.median(costs):6.2f} µs a character  {times:5.2f} times English  {found}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
