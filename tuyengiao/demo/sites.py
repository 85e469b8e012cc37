"""Which sites the demonstration has, and what all of them share: categories, menu, accounts."""

import datetime
from dataclasses import dataclass

FROZEN_ON = datetime.date(2025, 7, 1)
PASSWORD = "trinh-dien-2026"  # noqa: S105 - printed by `make demo`, refused by a production start
OPENING_VIEWS = 40_991_386


@dataclass(frozen=True)
class DemoSite:
    """One site: its province's address, languages, two hues, and for a frozen one the site that continues it."""

    slug: str
    short_name: str
    province: str = ""
    languages: tuple[str, ...] = ("vi",)
    hues: tuple[int, int] = (25, 85)
    successor: str = ""
    opening_views: int = 0

    @property
    def is_portal(self) -> bool:
        """The one site without a province."""
        return not self.province

    @property
    def is_frozen(self) -> bool:
        """True for the sites of provinces that are no more."""
        return bool(self.successor)


SITES = (
    DemoSite("cong", "Cổng trung ương", languages=("vi", "en"), hues=(25, 85)),
    DemoSite("nghe-an", "Nghệ An", "nghe-an", hues=(20, 70)),
    DemoSite("lai-chau", "Lai Châu", "lai-chau", hues=(145, 60)),
    DemoSite("quang-ngai", "Quảng Ngãi", "quang-ngai", hues=(235, 75)),
    DemoSite("vinh-long", "Vĩnh Long", "vinh-long", ("vi", "en", "km"), (160, 80), opening_views=OPENING_VIEWS),
    DemoSite("thai-nguyen", "Thái Nguyên", "thai-nguyen", hues=(130, 95)),
    DemoSite("kon-tum", "Kon Tum", "kon-tum", hues=(45, 25), successor="quang-ngai", opening_views=3_218_540),
    DemoSite(
        "tra-vinh", "Trà Vinh", "tra-vinh", ("vi", "en", "km"), (300, 75), "vinh-long", opening_views=OPENING_VIEWS
    ),
    DemoSite("bac-kan", "Bắc Kạn", "bac-kan", hues=(190, 50), successor="thai-nguyen", opening_views=2_046_917),
)

Names = tuple[str, str, str]


@dataclass(frozen=True)
class DemoCategory:
    """A category: address, names (vi, en, km), layout of its box on the home page ('' for none), what it is below."""

    slug: str
    names: Names
    layout: str = ""
    parent: str = ""


CATEGORIES = (
    DemoCategory("tin-tuc", ("Tin tức – Sự kiện", "News and events", "ព័ត៌មាន និងព្រឹត្តិការណ៍"), "lead"),
    DemoCategory(
        "tuyen-giao-cac-cap",
        ("Tuyên giáo các cấp", "Information work at all levels", "ការងារឃោសនាគ្រប់ជាន់ថ្នាក់"),
        parent="tin-tuc",
    ),
    DemoCategory("trong-tinh", ("Tin trong tỉnh", "Around the province", "ព័ត៌មានក្នុងខេត្ត"), parent="tin-tuc"),
    DemoCategory("khoa-giao", ("Khoa giáo", "Science and education", "វិទ្យាសាស្ត្រ និងអប់រំ"), "list"),
    DemoCategory("khuyen-hoc", ("Khuyến học – Khuyến tài", "Encouraging study", "លើកទឹកចិត្តការសិក្សា"), parent="khoa-giao"),
    DemoCategory("van-hoa", ("Văn hóa – Văn nghệ", "Culture and arts", "វប្បធម៌ និងសិល្បៈ"), "lead"),
    DemoCategory(
        "nguoi-tot-viec-tot",
        ("Người tốt, việc tốt", "Good people, good deeds", "មនុស្សល្អ ការងារល្អ"),
        parent="van-hoa",
    ),
    DemoCategory("an-sinh", ("An sinh xã hội", "Social security", "សន្តិសុខសង្គម"), "cards"),
    DemoCategory("y-te", ("Y tế – Bảo hiểm y tế", "Health and insurance", "សុខភាព និងធានារ៉ាប់រង"), parent="an-sinh"),
    DemoCategory("nong-thon-moi", ("Nông thôn mới", "New countryside", "ជនបទថ្មី"), "list"),
    DemoCategory("thong-bao", ("Thông báo", "Notices", "សេចក្តីជូនដំណឹង"), "headlines"),
    DemoCategory(
        "thoi-tiet-mua-vu",
        ("Thời tiết – Mùa vụ", "Weather and seasons", "អាកាសធាតុ និងរដូវកាល"),
        parent="thong-bao",
    ),
)

# The about pages of the template site, from which new sites are made.
TEMPLATE_PAGES = (
    ("gioi-thieu", "Giới thiệu chung"),
    ("chuc-nang-nhiem-vu", "Chức năng, nhiệm vụ"),
    ("co-cau-to-chuc", "Cơ cấu tổ chức"),
    ("lich-su", "Lịch sử hình thành"),
    ("lien-he", "Liên hệ"),
)
TEMPLATE_TEXT = "<p>Nội dung đang được cập nhật.</p>"

# What stands in the menu: a section of the site, a page or a category, with the lines below it.
MENU: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("module", "home", ()),
    ("page", "gioi-thieu", ("page:chuc-nang-nhiem-vu", "page:co-cau-to-chuc", "page:lich-su", "module:departments")),
    ("category", "tin-tuc", ("category:tuyen-giao-cac-cap", "category:trong-tinh")),
    ("category", "khoa-giao", ("category:khuyen-hoc",)),
    ("category", "van-hoa", ("category:nguoi-tot-viec-tot",)),
    ("category", "an-sinh", ("category:y-te",)),
    ("category", "nong-thon-moi", ()),
    ("category", "thong-bao", ("category:thoi-tiet-mua-vu",)),
    ("module", "documents", ()),
    ("module", "albums", ()),
    ("module", "feedback", ()),
)


@dataclass(frozen=True)
class DemoAccount:
    """Somebody who can sign in: roles are (site, role) pairs; none for the superadmin."""

    username: str
    full_name: str
    roles: tuple[tuple[str, str], ...] = ()
    says: str = ""


ACCOUNTS = (
    DemoAccount("sieuquantri", "Nguyễn Minh Khang", says="quản trị toàn mạng lưới"),
    DemoAccount(
        "quantri",
        "Hồ Thị Lam",
        (("nghe-an", "site_admin"), ("vinh-long", "site_admin")),
        "quản trị Nghệ An và Vĩnh Long",
    ),
    DemoAccount("bientap", "Phan Đức Tâm", (("nghe-an", "editor"),), "biên tập viên Nghệ An"),
    DemoAccount("phongvien", "Lương Thu Hà", (("nghe-an", "writer"),), "phóng viên Nghệ An"),
)
