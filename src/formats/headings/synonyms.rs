//! The headings that are known, as plain words (lower case, letters and digits only) in lists with
//! a space between them. Only data: a heading that is missing is one word more.

/// Headings of customers' columns, by the code of their field. A word that stands earlier in its
/// list wins where two columns would mean the same.
pub(super) const CUSTOMER: [(&str, &str); 25] = [
    (
        "id",
        "id recordid contactid personid leadid customerid customernumber customerno clientid 客户编号 客户id \
         客户号 客户代码 联系人id 联系人编号 编号 会员编号 用户id",
    ),
    (
        "name",
        "name fullname displayname contactname personname contactperson person contact 姓名 客户姓名 联系人 \
         联系人姓名 联系人名称 主要联系人 全名 名字 名称",
    ),
    (
        "customer_or_firm",
        "customername customer clientname client 客户名称 客户名 客户 客户全称",
    ),
    ("first_name", "firstname givenname forename first 名"),
    ("middle_name", "middlename additionalname"),
    ("last_name", "lastname surname familyname last 姓 姓氏"),
    (
        "company",
        "company companyname organization organisation organizationname organisationname account \
         accountname associatedcompany primaryassociatedcompany employer firm 公司 公司名称 公司名 企业 \
         企业名称 单位 单位名称 所属公司 所属客户 工作单位 客户公司",
    ),
    (
        "title",
        "title jobtitle organizationtitle position role personjobtitle 职位 职务 岗位 头衔 职称",
    ),
    (
        "handle:WeChat",
        "wechat wechatid weixin 微信 微信号 客户微信 微信账号",
    ),
    ("handle:QQ", "qq qq号 qq号码"),
    ("handle:WhatsApp", "whatsapp whatsappnumber"),
    (
        "handle:LinkedIn",
        "linkedin linkedinurl linkedinprofile linkedinprofileurl 领英",
    ),
    (
        "address",
        "address fulladdress mailingaddress address1formatted postaladdress 地址 详细地址 联系地址 公司地址 \
         办公地址 通讯地址 客户地址",
    ),
    (
        "street",
        "street mailingstreet streetaddress addressline1 address1 address1street 街道",
    ),
    (
        "city",
        "city mailingcity address1city town 城市 市 所在城市",
    ),
    (
        "region",
        "state region province stateregion stateprovince mailingstate mailingstateprovince address1region 省 省份",
    ),
    (
        "postal_code",
        "zip zipcode postalcode postcode mailingzip mailingpostalcode mailingzippostalcode address1postalcode \
         邮编 邮政编码",
    ),
    (
        "country",
        "country countryregion mailingcountry address1country 国家 国家地区",
    ),
    ("latitude", "latitude lat 纬度"),
    ("longitude", "longitude lng lon long 经度"),
    (
        "opening_hours",
        "openinghours businesshours hoursofoperation 营业时间 工作时间 开放时间",
    ),
    (
        "tags",
        "tags tag labels label categories groups groupmembership 标签 客户标签 分组",
    ),
    (
        "notes",
        "notes note background description comments comment remarks remark memo bio 备注 说明 描述 背景 \
         客户背景 简介 备注信息",
    ),
    (
        "status",
        "status stage leadstatus lifecyclestage customerstatus tier rating level customerlevel 状态 客户状态 \
         阶段 客户阶段 等级 客户等级 级别 客户级别 客户分级",
    ),
    (
        "do_not_contact",
        "donotcontact donotcall 请勿联系 勿扰 免打扰 不再联系 拒绝联系",
    ),
];

/// Dates of customers: the start of the relation, the best word for it first, and the last contact.
pub(super) const SINCE: &str = "customersince since relationsince clientsince firstseen firstcontact firstcontacted \
    connectedon createddate createdate createdat createdtime created datecreated registrationdate 合作开始 \
    合作日期 合作时间 成为客户时间 签约日期 开户日期 首次联系 首次联系时间 首次接触 建档日期 建档时间 注册时间 \
    创建时间 创建日期";
pub(super) const LAST_CONTACT: &str = "lastseen lastcontact lastcontacted lastcontactdate lastactivity lastactivitydate \
    lastactivitytime personlastactivitydate lasttouch lastcalldate 最近联系 最近联系时间 最后联系 最后联系时间 \
    上次联系 上次联系时间 最近跟进 最近跟进时间 最后跟进时间 上次跟进时间 最近沟通时间";

/// What other programs note for themselves.
pub(super) const BOOKKEEPING: &str = "owner contactowner leadowner accountowner sales salesperson createdby modifiedby \
    lastmodifiedby lastmodifieddate lastmodified modifiedtime modifiedat updatedat updated systemmodstamp \
    recordtypeid isdeleted nbtasks photo avatar fileas phoneticfirstname phoneticmiddlename phoneticlastname \
    nameprefix namesuffix salutation hasnewsletter emailoptout 序号 负责人 所属人 创建人 修改人 更新时间 \
    修改时间 最后修改时间 头像 phonelabel 所有者";

/// Headings of communications' columns, by the code of their field.
pub(super) const COMMUNICATION: [(&str, &str); 10] = [
    (
        "id",
        "id recordid activityid taskid eventid callid noteid communicationid localid msgid messageid 编号 \
         记录编号 记录id 消息id 跟进编号",
    ),
    (
        "customer_id",
        "customerid contactid whoid contactnameid associatedcontactids associatedcontactid clientid personid \
         parentid whatid relatedtoid accountid associatedcompanyids talkerid 客户编号 客户id 客户号 联系人id \
         联系人编号",
    ),
    (
        "customer_name",
        // Persons before firms, as they are imported.
        "contactname contact associatedcontact personname person name customername customer clientname client \
         whoname relatedto accountname account company companyname remark nickname 联系人姓名 联系人 姓名 \
         客户姓名 客户名称 客户 名称 公司 公司名称",
    ),
    (
        "content",
        "communicationcontent content subject title description comments comment body text message details \
         summary notes note notetitle notecontent notebody calltitle callbody tasktitle taskbody strcontent \
         hscalltitle hscallbody hsnotebody hstasksubject hstaskbody 沟通内容 跟进内容 联系内容 拜访内容 \
         通话内容 内容 沟通记录 跟进记录 主题 摘要 说明 描述 备注 详情",
    ),
    (
        "channel",
        "communicationchannel channel activitytype touchtype tasksubtype eventsubtype communicationtype type \
         method medium 沟通渠道 沟通方式 渠道 跟进方式 联系方式 拜访方式 方式 跟进类型 沟通类型 类型",
    ),
    (
        "direction",
        "direction calltype hscalldirection calldirection 方向 呼叫类型 通话类型 呼叫方向",
    ),
    (
        "outcome",
        "outcome calloutcome callresult calldisposition hscalldisposition outgoingcallstatus result 结果 \
         沟通结果 通话结果 跟进结果 呼叫结果",
    ),
    (
        "duration",
        "duration callduration callduration calldurationinseconds durationseconds durationinseconds \
         durationinminutes durationminutes durationms hscallduration length 时长 通话时长 沟通时长 持续时间 \
         时长秒 时长分钟 通话时长秒 通话时长分钟",
    ),
    ("time_of_day", "timeofday clocktime 时刻 几点"),
    (
        "sentiment",
        "sentiment mood feeling customersentiment 情绪 情感 情感倾向 客户情绪",
    ),
];

/// When something was said; the best word for it first.
pub(super) const TIME: &str = "communicationtime hstimestamp callstarttime startdatetime starttime happenedat \
    activitydatetime completeddatetime timestamp datetime time communicationdate activitydate calldate \
    visitdate date strtime createtime completiondate closedtime duedate createddate createdate createdat \
    createdtime 沟通时间 跟进时间 联系时间 拜访时间 通话时间 发生时间 记录时间 日期时间 时间 沟通日期 跟进日期 \
    联系日期 拜访日期 日期 开始时间 创建时间 创建日期";
