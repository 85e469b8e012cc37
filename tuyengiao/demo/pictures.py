"""The drawn pictures of the demonstration, put into the libraries of its sites once and shared between them."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from galleries.models import Picture
from provinces.models import Site

from .drawing import PICTURES, draw, draw_banner, draw_logo

CREDIT = "Tranh minh họa"
SIZE = (1280, 853)
WIDE, NARROW = (1920, 360), (800, 360)

ALTS = {
    "ruong-bac-thang": "Ruộng bậc thang trên sườn núi",
    "song-que": "Dòng sông chảy qua làng",
    "bien-sang": "Biển lúc bình minh",
    "nui-may": "Núi cao trong mây",
    "canh-dong-lua": "Cánh đồng lúa chín",
    "vuon-cay-trai": "Vườn cây ăn trái",
    "rung-xanh": "Rừng xanh buổi sớm",
    "doi-che": "Đồi chè xanh",
    "thac-nuoc": "Thác nước giữa rừng",
    "ho-nuoc": "Mặt hồ yên tĩnh",
    "dua-nuoc": "Rặng dừa nước ven kênh",
    "thuyen-ca": "Thuyền đánh cá về bến",
    "cau-treo": "Cầu treo bắc qua suối",
    "duong-lang": "Con đường làng",
    "nha-san": "Nhà sàn dưới chân núi",
    "nha-rong": "Nhà rông của buôn làng",
    "chua-khmer": "Ngôi chùa Khmer",
    "cho-que": "Phiên chợ quê",
    "dem-thanh-pho": "Thành phố về đêm",
    "cong-truong": "Công trường xây dựng",
    "truong-hoc": "Ngôi trường trước giờ vào lớp",
    "lop-hoc": "Lớp học trong giờ giảng bài",
    "thu-vien": "Kệ sách trong thư viện",
    "doc-sach": "Người đọc sách dưới tán cây",
    "may-tinh": "Bàn làm việc với máy tính",
    "tram-y-te": "Trạm y tế xã",
    "kham-benh": "Bác sĩ khám bệnh cho người dân",
    "the-bhyt": "Thẻ bảo hiểm y tế",
    "hoi-truong": "Hội trường trong một buổi hội nghị",
    "hop-thon": "Cuộc họp của thôn",
    "loa-phat-thanh": "Cụm loa truyền thanh đầu xóm",
    "le-hoi": "Lễ hội với cờ ngũ sắc",
    "den-long": "Những chiếc đèn lồng",
    "trong-chieng": "Trống và chiêng",
    "det-tho-cam": "Tấm thổ cẩm trên khung dệt",
    "dan-ca": "Tiết mục dân ca",
    "mua-mua": "Làng quê trong cơn mưa",
    "nang-han": "Đồng đất khô nẻ ngày nắng hạn",
    "trong-cay": "Người dân trồng cây",
    "the-thao": "Ngày hội thể thao",
}


def load(owners: list[Site], advance: Callable[[], None]) -> dict[str, int]:
    """Draw what is missing and return the library's id for each key; `advance` is called once per picture.

    Pictures belong to the sites in turn and are shared with the others.
    """
    ids: dict[str, int] = {}
    missing = []
    for number, key in enumerate(sorted(PICTURES)):
        owner = owners[number % len(owners)]
        known = Picture.objects.filter(original_name=f"{key}.jpg", is_shared=True).first()
        if known:
            ids[key] = known.pk
            advance()
        else:
            missing.append((key, owner))
    with ProcessPoolExecutor(max_workers=2) as pool:
        for (key, owner), data in zip(missing, pool.map(_jpeg, [key for key, _owner in missing]), strict=True):
            picture = Picture(site=owner, is_shared=True, credit=CREDIT, alt_vi=ALTS[key])
            picture.file = ContentFile(data, f"{key}.jpg")
            picture.save()  # its renditions are made at once: the command runs jobs itself
            ids[key] = picture.pk
            advance()
    return ids


def dress(site: Site) -> None:
    """Give a site its drawn banners and emblem."""
    site.banner_wide.save("banner.jpg", ContentFile(_encode(draw_banner(site.slug, WIDE))), save=False)
    site.banner_narrow.save("banner-hep.jpg", ContentFile(_encode(draw_banner(site.slug, NARROW))), save=False)
    logo = BytesIO()
    draw_logo(192).save(logo, "PNG", optimize=True)
    site.logo.save("bieu-trung.png", ContentFile(logo.getvalue()), save=False)


def _jpeg(key: str) -> bytes:
    return _encode(draw(key, SIZE))


def _encode(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=82, optimize=True, progressive=True)
    return buffer.getvalue()
