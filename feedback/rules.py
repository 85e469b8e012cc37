"""The rules with which a site begins: 15 working days, a year, and a text of consent in three languages."""

from typing import Any

from django.db import transaction

from provinces.models import Site

from .models import ConsentText, FeedbackRules

#: What Nghị định 356/2025/NĐ-CP and Thông tư 25/2010/TT-BTTTT ask for: who, what for, how long, who else, which rights.
FIRST_CONSENT = {
    "vi": (
        "Tôi đồng ý để cơ quan chủ quản trang này xử lý họ tên, số điện thoại, e-mail và địa chỉ mà tôi cung cấp, "
        "chỉ nhằm tiếp nhận, trả lời nội dung tôi gửi và liên hệ với tôi về việc đó.\n\n"
        "Dữ liệu chỉ người được phân công xử lý mới xem được, không chia sẻ cho bên thứ ba, không công khai và "
        "được xóa sau thời hạn lưu giữ. Tôi có quyền yêu cầu xem, nhận bản sao, sửa, xóa dữ liệu hoặc rút lại sự "
        "đồng ý bất cứ lúc nào qua thông tin liên hệ ở cuối trang."
    ),
    "en": (
        "I agree that the agency in charge of this site processes the name, telephone number, e-mail and postal "
        "address that I give, only to receive and answer my message and to contact me about it.\n\n"
        "Only those who deal with it can see the data; they are not shared with third parties, not published, and "
        "erased when the time for keeping them is over. I may ask at any time to see, receive, correct or erase them, "
        "or withdraw my consent, through the contact details at the foot of this page."
    ),
    "km": (
        "ខ្ញុំយល់ព្រមឱ្យស្ថាប័នគ្រប់គ្រងគេហទំព័រនេះដំណើរការឈ្មោះ លេខទូរស័ព្ទ អ៊ីមែល និងអាសយដ្ឋានដែលខ្ញុំបានផ្តល់ "
        "សម្រាប់តែការទទួល ការឆ្លើយតបសាររបស់ខ្ញុំ និងការទាក់ទងមកខ្ញុំអំពីរឿងនោះប៉ុណ្ណោះ។\n\n"
        "មានតែអ្នកទទួលបន្ទុកប៉ុណ្ណោះដែលអាចមើលទិន្នន័យនេះ។ ទិន្នន័យមិនត្រូវបានចែករំលែកដល់ភាគីទីបី មិនត្រូវបានផ្សាយ "
        "ហើយនឹងត្រូវលុបចោលក្រោយផុតរយៈពេលរក្សាទុក។ ខ្ញុំមានសិទ្ធិស្នើសុំមើល ទទួលច្បាប់ចម្លង កែតម្រូវ លុប "
        "ឬដកការយល់ព្រមវិញគ្រប់ពេល តាមរយៈព័ត៌មានទំនាក់ទំនងនៅខាងក្រោមទំព័រ។"
    ),
}


@transaction.atomic
def fill_rules(site: Site) -> None:
    """Give `site` rules and a text of consent where it has none."""
    FeedbackRules.objects.get_or_create(site=site)
    if ConsentText.objects.current(site) is None:
        wording = {f"wording_{code}": text for code, text in FIRST_CONSENT.items()}
        ConsentText.objects.create(site=site, version=1, **wording)


def fill_new_site(instance: Site, *, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Give a site that has just been made its rules."""
    if created and not raw:
        fill_rules(instance)
