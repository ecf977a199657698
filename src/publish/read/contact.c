#include "publish/read/contact.h"

bool
contact_is_label(struct str text)
{
	static const char *const labels[] = {
	    /* English */
	    "visit us", "find us", "where to find us", "how to find us", "where we are", "address",
	    "our address", "postal address", "contact", "contacts", "contact us", "write to us",
	    "call us", "get in touch", "opening hours", "opening times", "office hours",
	    "working hours", "visiting hours",
	    /* Russian */
	    "адрес", "наш адрес", "почтовый адрес", "контакты", "как нас найти", "где мы находимся",
	    "свяжитесь с нами", "напишите нам", "часы работы", "время работы", "режим работы",
	    "график работы", "часы приёма", "часы приема",
	    /* Ukrainian */
	    "адреса", "наша адреса", "контакти", "як нас знайти", "напишіть нам", "години роботи",
	    "графік роботи", "години прийому",
	    /* Georgian */
	    "მისამართი", "ჩვენი მისამართი", "კონტაქტი", "დაგვიკავშირდით", "მოგვწერეთ", "სად ვართ",
	    "სამუშაო საათები", "მიღების საათები",
	    /* Armenian */
	    "հասցե", "մեր հասցեն", "կապ", "կապ մեզ հետ", "աշխատանքային ժամեր", "ինչպես գտնել մեզ",
	    /* Turkish and Azerbaijani */
	    "adres", "adresimiz", "iletişim", "bize ulaşın", "çalışma saatleri", "ünvan",
	    "ünvanımız", "əlaqə", "bizimlə əlaqə", "iş saatları", "qəbul saatları",
	    /* Arabic */
	    "العنوان", "عنواننا", "اتصل بنا", "ساعات العمل", "أوقات العمل"};
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (line_folded_equal(str_of(labels[i]), text))
			return true;
	return false;
}
