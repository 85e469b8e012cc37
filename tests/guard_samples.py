"""Texts by which the guard is measured: what was or would be injected, and what people really write.

Written for this project, after the kinds of injections that were reported of state sites since 2023.
"""

INJECTED = {
    "link with a brand": '<p>Hội nghị tổng kết. <a href="https://kubet88.example/">Kubet</a></p>',
    "brand in a row of links": '<p><a href="https://a.example/">W88</a> <a href="https://b.example/">Fun88</a></p>',
    "offer as link": '<p>Xem thêm <a href="https://tin.example/">nhà cái uy tín</a> hôm nay.</p>',
    "offer folded as link": '<p><a href="https://x.example/a">nha cai uy tin nhat 2026</a></p>',
    "word as link": '<p>Tin trong tỉnh <a href="https://x.example/">cá cược</a></p>',
    "word with dots": "<p>Chào mừng bạn đến với n.h.à c.á.i số một.</p>",
    "brand with blanks": "<p>Đăng ký k u b e t nhận thưởng.</p>",
    "brand with signs": "<p>Trang chủ K-U-B-E-T chính thức</p>",
    "word with middle dots": "<p>t·à·i x·ỉ·u đổi thưởng mỗi ngày</p>",
    "word with stars": "<p>c*á c*ư*ợ*c thể thao, nạp tiền nhanh</p>",
    "digits for letters": '<p>Tham gia <a href="https://z.example/">nh4 c4i uy t1n</a></p>',
    "zero width inside": '<p><a href="https://q.example/">nhà c\u200bái</a> hàng đầu</p>',
    "full width": '<p><a href="https://q.example/">ＫＵＢＥＴ</a> đăng nhập</p>',
    "domain that names it": '<p>Nguồn: <a href="https://nhacaiuytin.example/">xem tại đây</a></p>',
    "domain with bet": '<p><a href="https://abc-bet.example/">Trang chủ</a></p>',
    "domain with number and bet": '<p><a href="https://79bet.example/x">Bấm vào đây</a></p>',
    "listed domain": '<p><a href="https://vn.w88.com/dang-ky">Bấm vào đây</a></p>',
    "advertisement without link": "<p>Sunwin là cổng game bài đổi thưởng uy tín nhất, tải app nhận code tân thủ.</p>",
    "advertisement folded": "<p>Nha cai uy tin hang dau, khuyen mai nap dau 100%, dang ky ngay nhan thuong.</p>",
    "advertisement long": "<p>"
    + "Cá cược bóng đá trực tuyến tại nhà cái số 1 châu Á. Soi kèo nhà cái hôm nay, tỷ lệ kèo chuẩn. "
    "Nạp rút nhanh, hoàn trả mỗi ngày. Casino trực tuyến với baccarat, tài xỉu online, xóc đĩa online. " * 4 + "</p>",
    "lottery": "<p>Soi cầu bạch thủ lô chuẩn xác, lô đề online 1 ăn 99, đăng ký ngay nhận thưởng.</p>",
    "slot": "<p>Nổ hũ đổi thưởng JUN88, quay hũ trúng lớn, nạp đầu tặng 100k, link vào không bị chặn.</p>",
    "cockfights": "<p>Xem đá gà trực tiếp SV388 cựa dao hôm nay, đăng ký nhận 50k, link mới nhất.</p>",
    "fishing": "<p>Bắn cá đổi thưởng rút tiền thật, tải ngay game bài đổi thưởng Go88.</p>",
    "appended to news": "<p>Sáng nay, Ban tổ chức hội nghị tại thành phố Vinh.</p>"
    '<p><a href="https://x.example/">tài xỉu online</a> <a href="https://y.example/">xóc đĩa online</a></p>',
    "hidden by display": '<p>Tin.</p><div style="display:none"><a href="https://x.example/">abc</a></div>',
    "hidden by place": '<div style="position:absolute; left:-9999px">Các trang tham khảo</div>',
    "hidden by size": '<span style="font-size:0px">Trang tham khảo</span>',
    "hidden by tiny size": '<span style="font-size: 1px">Trang tham khảo</span>',
    "hidden by colour": '<span style="color:#fff;background-color:#fff">Trang tham khảo</span>',
    "hidden by attribute": "<div hidden>Trang tham khảo</div>",
    "hidden by height": '<div style="height:0;overflow:hidden">Trang tham khảo</div>',
    "wall of signs": "<p>Tin tức" + "\u200b\u200c" * 20 + "trong tỉnh</p>",
    "wall of lines": "<p>Tin tức</p>" + "<br>" * 60 + "<p>Phần dưới</p>",
    "script": '<p>Tin.</p><script src="https://x.example/a.js"></script>',
    "script in attribute": '<img src="/tep/a.jpg" onerror="fetch(1)">',
    "script in link": '<a href="java\tscript:alert(1)">Xem</a>',
    "foreign frame": '<iframe src="https://x.example/"></iframe>',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://x.example/">',
    "form of a stranger": '<form action="https://x.example/login"><input name="a"></form>',
    "police as a cover": "<p>Công an cảnh báo.</p>"
    "<p>Thabet, Jun88, Hi88, 789bet, Shbet, New88: nhà cái uy tín, nạp rút nhanh, khuyến mãi, đăng ký ngay, "
    "nhận thưởng, link vào mới nhất. Casino trực tuyến, tài xỉu online, nổ hũ đổi thưởng, soi kèo.</p>",
}

INNOCENT = {
    "arrest": "<p>Công an tỉnh Nghệ An vừa triệt phá đường dây đánh bạc, tổ chức đánh bạc trên không gian mạng.</p>",
    "brands in a case": "<p>Các đối tượng lập trang Kubet, Sunwin để tổ chức đánh bạc với số tiền hơn 500 tỷ đồng. "
    "Cơ quan điều tra đã khởi tố 12 bị can.</p>",
    "betting in a case": "<p>Cá độ bóng đá qua mạng: cảnh sát bắt giữ 7 đối tượng, thu giữ nhiều tang vật.</p>",
    "link to police": '<p>Theo <a href="https://bocongan.gov.vn/bai">Bộ Công an</a>, nạn cờ bạc còn phức tạp.</p>',
    "link to a newspaper": '<p>Xem: <a href="https://bao.example/tin">Triệt phá đường dây cá độ bóng đá</a>.</p>',
    "warning": "<p>Cảnh báo: quảng cáo nhà cái uy tín, nạp tiền nhận thưởng trên mạng đều là lừa đảo.</p>",
    "propaganda": "<p>Tuyên truyền phòng, chống tệ nạn cờ bạc, lô đề, cá độ dịp Tết Nguyên đán.</p>",
    "decree": "<p>Nghị định số 06/2017/NĐ-CP về kinh doanh đặt cược đua ngựa, đua chó và bóng đá quốc tế.</p>",
    "casino policy": "<p>Chính phủ tổng kết thí điểm cho người Việt Nam vào chơi tại casino Phú Quốc.</p>",
    "word in passing": "<p>Anh từng mê đánh bạc, nay là đảng viên gương mẫu của thôn.</p>",
    "cockfight case": "<p>Bắt quả tang nhóm đối tượng đá gà ăn tiền tại xã Hưng Lộc.</p>",
    "hacked sites": "<p>Nhiều cổng thông tin bị chèn mã độc quảng cáo cờ bạc; hacker chèn liên kết đến nhà cái.</p>",
    "court": "<p>Tòa án nhân dân tỉnh xét xử 20 bị cáo về tội đánh bạc dưới hình thức xóc đĩa, tài xỉu.</p>",
    "law": "<p>Điều 321 Bộ luật Hình sự quy định tội đánh bạc; người vi phạm bị xử phạt đến 07 năm tù.</p>",
    "state lottery": "<p>Công ty Xổ số kiến thiết tặng 50 suất quà cho học sinh nghèo.</p>",
    "dike": "<p>Xã Nam Cát gia cố đê, trồng tre chắn sóng; lỗ đê cũ đã được lấp.</p>",
    "fish catch": "<p>Ngư dân Quỳnh Lưu được mùa cá, bán cá tại bến với giá cao.</p>",
    "charity": "<p>Chương trình “Áo ấm mùa đông”: đăng ký ngay hôm nay để nhận thưởng là những nụ cười.</p>",
    "app of the province": "<p>Người dân tải app Nghệ An Smart, đăng ký nhận thông báo, nạp tiền điện trực tuyến.</p>",
    "bank": "<p>Khách hàng rút tiền, nạp tiền tại quầy được hoàn trả phí, nhận ngay khuyến mãi.</p>",
    "abbreviations": "<p>Đ/c N.V.A., T.T.B. và đ/c L.V.C. được tặng Bằng khen. U B N D tỉnh.</p>",
    "spaced heading": "<p>T H Ô N G   B Á O</p><p>Về việc tạm ngừng cấp nước.</p>",
    "republic": "<p>C Ộ N G H Ò A X Ã H Ộ I C H Ủ N G H Ĩ A V I Ệ T N A M</p>",
    "official links": '<p><a href="https://chinhphu.vn/">Chính phủ</a> <a href="https://dcs.vn/">Đảng</a></p>',
    "foreign link": '<p>Nguồn: <a href="https://www.who.int/vietnam">WHO Việt Nam</a></p>',
    "better": '<p><a href="https://betterwork.example/">Better Work</a> hợp tác với công đoàn.</p>',
    "bethel": '<p>Tác giả: <a href="https://elizabeth.example/">Elizabeth</a></p>',
    "tibet": '<p>Ảnh: <a href="https://tibetmuseum.example/">Bảo tàng Tibet</a></p>',
    "windows": '<p>Tải tại <a href="https://windows10.example/">trang của hãng</a></p>',
    "own link": '<p>Xem <a href="/nghe-an/tin-tuc/bai-7.html">phòng, chống cờ bạc</a></p>',
    "khmer": "<p>ព័ត៌មាន\u200bខេត្ត\u200bវិញឡុង\u200bថ្ងៃ\u200bនេះ</p>",
    "english": "<p>Police dismantled an online gambling ring and a casino run from abroad.</p>",
    "styled table": '<table style="width:100%"><tr><td style="font-size:14px;color:#000">Số liệu</td></tr></table>',
    "grey text": '<p style="color:#666;background-color:#fff">Chú thích ảnh</p>',
    "few lines": "<p>Kính gửi</p><br><br><br><p>Ban Thường vụ</p>",
    "structured data": '<script type="application/ld+json">{"a": 1}</script><p>Tin.</p>',
    "own picture": '<figure><img data-picture="12" alt="Toàn cảnh"><figcaption>Toàn cảnh</figcaption></figure>',
    "mail": '<p><a href="mailto:toasoan@nghean.gov.vn">Thư tòa soạn</a> <a href="tel:0238300000">Gọi</a></p>',
    "long report": "<p>"
    + "Thời gian qua, tình trạng đánh bạc, cá độ bóng đá trên địa bàn diễn biến phức tạp. Lực lượng công an đã "
    "triệt phá nhiều chuyên án, khởi tố hàng chục bị can; các đối tượng dùng mạng để lập nhà cái, cá cược. "
    * 6
    + "</p>",
    "conversation": "<p>Cha dặn: đừng cờ bạc, đừng rượu chè, phải chăm học.</p>",
    "history": "<p>Vở kịch kể chuyện một con bạc ở sòng bạc Sài Gòn trước năm 1945.</p>",
}
